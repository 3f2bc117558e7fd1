import { ChevronRight, MailCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { MailSettings, Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Badge, Banner, Button, Card, focusFirstInvalid, RadioCards, TextField } from '../../ui/index.ts'
import { formOf, type MailForm, problemsOf, requestOf, withSecurity } from './mail-form.ts'
import styles from './settings.module.css'

export interface MailCardProps {
  readonly stored: (MailSettings & { readonly passwordStored: boolean }) | null
  readonly settings: Settings
}

/** The account that sends the messages, in plain words; saving asks the server at once. */
export function MailCard({ stored, settings }: MailCardProps) {
  const { t } = useTranslation('settings')
  const [form, setForm] = useState(() => formOf(stored, settings))
  const [tried, setTried] = useState(false)
  const save = useAction('mail.saveSettings')
  const test = useAction('mail.test')
  const problems = tried ? problemsOf(form) : {}
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    test.reset()
    if (Object.keys(problemsOf(form)).length > 0) return focusFirstInvalid(event.currentTarget)
    try {
      await save.mutateAsync(requestOf(form))
      setForm((before) => ({ ...before, password: '' }))
      await test.mutateAsync(undefined)
    } catch {
      // Shown below from `save.error` or `test.error`.
    }
  }
  const field = (name: Exclude<keyof MailForm, 'security'>, more: { readonly type?: 'email' | 'password' } = {}) => {
    const problem = problems[name]
    return (
      <TextField
        label={t(`mail.${name}`)}
        hint={t(name === 'password' && stored?.passwordStored ? 'mail.password-kept' : `mail.${name}-hint`)}
        value={form[name]}
        onChange={(value) => setForm((before) => ({ ...before, [name]: value }))}
        errorMessage={problem ? t(`mail.problem.${problem}`) : null}
        autoComplete="off"
        {...more}
      />
    )
  }
  return (
    <Card
      title={t('mail.title')}
      action={
        <span className={styles.cardState}>
          {stored ? <Badge tone="ok">{t('mail.set')}</Badge> : <Badge tone="warn">{t('mail.unset')}</Badge>}
        </span>
      }
    >
      <p className={styles.lead}>{t('mail.lead')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.pair}>
          {field('fromAddress', { type: 'email' })}
          {field('fromName')}
        </div>
        <div className={styles.pair}>
          {field('user')}
          {field('password', { type: 'password' })}
        </div>
        {field('host')}
        <Disclosure defaultExpanded={problems.port !== undefined || problems.perMinute !== undefined}>
          <Heading level={3} className={styles.advancedHeading ?? ''}>
            <AriaButton slot="trigger" className={styles.advanced ?? ''}>
              <ChevronRight size={16} aria-hidden />
              {t('mail.advanced')}
            </AriaButton>
          </Heading>
          <DisclosurePanel className={styles.advancedPanel ?? ''}>
            <RadioCards
              label={t('mail.security')}
              options={[
                { id: 'tls', title: t('mail.tls'), detail: t('mail.tls-detail') },
                { id: 'starttls', title: t('mail.starttls'), detail: t('mail.starttls-detail') },
              ]}
              value={form.security}
              onChange={(security) => setForm((before) => withSecurity(before, security))}
            />
            <div className={styles.pair}>
              {field('port')}
              {field('perMinute')}
            </div>
          </DisclosurePanel>
        </Disclosure>
        {(save.error ?? test.error) && <ErrorState error={save.error ?? test.error} />}
        {test.isSuccess && <Banner tone="ok" title={t('mail.works')} live="status" />}
        <div className={styles.actions}>
          <Button type="submit" icon={MailCheck} isPending={save.isPending || test.isPending}>
            {test.isPending ? t('mail.testing') : t('mail.action')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
