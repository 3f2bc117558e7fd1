import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Checkbox, IconButton, RadioCards, TextField } from '../../ui/index.ts'
import { type MailEditor, MailField } from './mail-field.tsx'
import { NATIONAL_WINDOWS, SIGN_IN_PRESETS, withSecurity } from './mail-form.ts'
import styles from './settings.module.css'

/** How the line is protected, how fast it may be used, which way it takes. */
export function MailAdvanced(props: MailEditor & { readonly proxyPasswordStored: boolean }) {
  const { t } = useTranslation('mail')
  const { form, change, proxyPasswordStored, ...rest } = props
  const editor = { ...rest, form, change }
  return (
    <>
      <RadioCards
        label={t('security')}
        options={[
          { id: 'tls', title: t('tls'), detail: t('tls-detail') },
          { id: 'starttls', title: t('starttls'), detail: t('starttls-detail') },
        ]}
        value={form.security}
        onChange={(security) => change(withSecurity(form, security))}
      />
      <div className={styles.pair}>
        <MailField name="port" {...editor} />
        <MailField name="perMinute" {...editor} />
      </div>
      <MailLimits {...editor} />
      <RadioCards
        label={t('proxy.label')}
        columns={3}
        options={(['system', 'none', 'typed'] as const).map((id) => ({
          id,
          title: t(`proxy.${id}`),
          detail: t(`proxy.${id}-detail`),
        }))}
        value={form.proxy}
        onChange={(proxy) => change({ proxy })}
      />
      {form.proxy === 'typed' && (
        <>
          <div className={styles.pair}>
            <MailField name="proxyHost" {...editor} />
            <MailField name="proxyPort" {...editor} />
          </div>
          <div className={styles.pair}>
            <MailField name="proxyUser" {...editor} />
            <MailField
              name="proxyPassword"
              type="password"
              {...(proxyPasswordStored ? { hint: 'password-kept' } : {})}
              {...editor}
            />
          </div>
        </>
      )}
      <MailDoor {...editor} />
    </>
  )
}

/** The service's own limits: the national ones, or those the teacher was told. */
function MailLimits({ form, problems, change }: MailEditor) {
  const { t } = useTranslation('mail')
  const { windows } = form
  const set = (index: number, part: Partial<(typeof NATIONAL_WINDOWS)[number]>) =>
    change({ windows: (windows ?? []).map((one, at) => (at === index ? { ...one, ...part } : one)) })
  return (
    <fieldset className={styles.limits}>
      <legend className={styles.limitsTitle}>{t('limits.title')}</legend>
      <Checkbox
        isSelected={windows === null}
        onChange={(isNational) => change({ windows: isNational ? null : NATIONAL_WINDOWS })}
      >
        {t('limits.national')}
      </Checkbox>
      <p className={styles.hintText}>{t('limits.national-hint')}</p>
      {windows !== null && (
        <>
          {windows.map((window, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two limits may be the same, and nothing else tells them apart
            <div key={index} className={styles.limit}>
              <TextField
                label={t('limits.count', { number: index + 1 })}
                value={window.limit}
                onChange={(limit) => set(index, { limit })}
              />
              <TextField
                label={t('limits.minutes', { number: index + 1 })}
                value={window.minutes}
                onChange={(minutes) => set(index, { minutes })}
              />
              <IconButton
                icon={Trash2}
                label={t('limits.remove', { number: index + 1 })}
                onPress={() => change({ windows: windows.filter((_, at) => at !== index) })}
              />
            </div>
          ))}
          {problems.windows && <p role="alert">{t('problem.windows')}</p>}
          {windows.length < 8 && (
            <div className={styles.start}>
              <Button icon={Plus} onPress={() => change({ windows: [...windows, { minutes: '60', limit: '400' }] })}>
                {t('limits.add')}
              </Button>
            </div>
          )}
          <div className={styles.pair}>
            <MailField name="nightDivisor" form={form} problems={problems} change={change} />
            <MailField name="weekendDivisor" form={form} problems={problems} change={change} />
          </div>
        </>
      )}
    </fieldset>
  )
}

/** What opens the account: a password, or a sign-in in the browser. */
function MailDoor(editor: MailEditor) {
  const { t } = useTranslation('mail')
  const { form, change } = editor
  return (
    <>
      <RadioCards
        label={t('door.label')}
        options={[
          { id: 'password', title: t('door.password'), detail: t('door.password-detail') },
          { id: 'oauth', title: t('door.oauth'), detail: t('door.oauth-detail') },
        ]}
        value={form.door}
        onChange={(door) => change({ door })}
      />
      {form.door === 'oauth' && (
        <>
          <div className={styles.start}>
            <Button onPress={() => change(SIGN_IN_PRESETS.google)}>Google</Button>
            <Button onPress={() => change(SIGN_IN_PRESETS.microsoft)}>Microsoft</Button>
          </div>
          <MailField name="clientId" {...editor} />
          <div className={styles.pair}>
            <MailField name="authorizeUrl" {...editor} />
            <MailField name="tokenUrl" {...editor} />
          </div>
          <MailField name="scope" {...editor} />
        </>
      )}
    </>
  )
}
