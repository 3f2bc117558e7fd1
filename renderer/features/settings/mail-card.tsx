import { ChevronRight, LogIn, MailCheck, Send } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { MailView, Settings } from '../../../electron/contract/views.ts'
import { call, ErrorState, useAction } from '../../bridge/index.ts'
import { Badge, Banner, Button, Card, focusFirstInvalid, useFormat } from '../../ui/index.ts'
import { MailAdvanced } from './mail-advanced.tsx'
import { MailDetect } from './mail-detect.tsx'
import { MailField } from './mail-field.tsx'
import { formOf, isHidden, type MailForm, problemsOf, requestOf, withDetected } from './mail-form.ts'
import styles from './settings.module.css'

export interface MailCardProps {
  readonly stored: MailView | null
  readonly settings: Settings
}

/** The account that sends the messages, in plain words; saving asks the server at once. */
export function MailCard({ stored, settings }: MailCardProps) {
  const { t } = useTranslation('mail')
  const [form, setForm] = useState(() => formOf(stored, settings))
  const [tried, setTried] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const save = useAction('mail.saveSettings')
  const test = useAction('mail.test')
  const problems = tried ? problemsOf(form) : {}
  const change = (part: Partial<MailForm>) => setForm((before) => ({ ...before, ...part }))
  const editor = { form, problems, change }
  const needsSignIn = form.door === 'oauth' && !stored?.signedIn
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const target = event.currentTarget
    setTried(true)
    test.reset()
    const found = problemsOf(form)
    if (Object.keys(found).length > 0) {
      if (isHidden(found)) setOpen(true)
      // The panel is there at the next picture only.
      requestAnimationFrame(() => focusFirstInvalid(target))
      return
    }
    try {
      await save.mutateAsync(requestOf(form))
      change({ password: '', proxyPassword: '' })
      if (!needsSignIn) await test.mutateAsync(undefined)
    } catch {
      // Shown below from `save.error` or `test.error`.
    }
  }
  return (
    <Card
      title={t('title')}
      action={
        <span className={styles.cardState}>
          {stored ? <Badge tone="ok">{t('set')}</Badge> : <Badge tone="warn">{t('unset')}</Badge>}
        </span>
      }
    >
      <p className={styles.lead}>{t('lead')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.pair}>
          <MailField name="fromAddress" type="email" {...editor} />
          <MailField name="fromName" {...editor} />
        </div>
        <MailDetect address={form.fromAddress} onFound={(found) => setForm((before) => withDetected(before, found))} />
        <div className={styles.pair}>
          <MailField name="user" {...editor} />
          {form.door === 'password' && (
            <MailField
              name="password"
              type="password"
              {...(stored?.passwordStored ? { hint: 'password-kept' } : {})}
              {...editor}
            />
          )}
        </div>
        <MailField name="host" {...editor} />
        <Disclosure isExpanded={isOpen} onExpandedChange={setOpen}>
          <Heading level={3} className={styles.advancedHeading ?? ''}>
            <AriaButton slot="trigger" className={styles.advanced ?? ''}>
              <ChevronRight size={16} aria-hidden />
              {t('advanced')}
            </AriaButton>
          </Heading>
          <DisclosurePanel className={styles.advancedPanel ?? ''}>
            <MailAdvanced proxyPasswordStored={stored?.proxyPasswordStored ?? false} {...editor} />
          </DisclosurePanel>
        </Disclosure>
        {(save.error ?? test.error) && <ErrorState error={save.error ?? test.error} />}
        {test.isSuccess && <Banner tone="ok" title={t('works')} live="status" />}
        <div className={styles.actions}>
          <Button type="submit" icon={MailCheck} isPending={save.isPending || test.isPending}>
            {test.isPending ? t('testing') : t(needsSignIn ? 'save' : 'action')}
          </Button>
        </div>
      </form>
      {stored?.oauth && <MailSignIn isSignedIn={stored.signedIn} />}
      {stored && (stored.oauth === undefined || stored.signedIn) && <MailTrial stored={stored} />}
    </Card>
  )
}

/** The sign-in of an account without a password, in the teacher's own browser. */
function MailSignIn({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const { t } = useTranslation('mail')
  const signIn = useAction('mail.signIn')
  return (
    <div className={styles.form}>
      <div className={styles.start}>
        <Button icon={LogIn} onPress={() => signIn.mutate(undefined)} isPending={signIn.isPending}>
          {t(isSignedIn ? 'signIn.again' : 'signIn.action')}
        </Button>
        {signIn.isPending && (
          <Button onPress={() => void call('mail.cancelSignIn', undefined)}>{t('signIn.cancel')}</Button>
        )}
      </div>
      {signIn.isPending && <p role="status">{t('signIn.waiting')}</p>}
      {signIn.error && <ErrorState error={signIn.error} />}
      {signIn.isSuccess && <Banner tone="ok" title={t('signIn.done')} live="status" />}
    </div>
  )
}

/** A message to oneself: what the families will see, before they see it. */
function MailTrial({ stored }: { readonly stored: MailView }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const trial = useAction('mail.trial')
  return (
    <div className={styles.form}>
      <div className={styles.start}>
        <Button icon={Send} onPress={() => trial.mutate(undefined)} isPending={trial.isPending}>
          {t(trial.isPending ? 'trial.sending' : 'trial.action')}
        </Button>
      </div>
      <p className={styles.hintText}>
        {stored.announcedBytes === null
          ? t('trial.hint')
          : `${t('trial.hint')} ${t('trial.size', { size: format.bytes(stored.announcedBytes) })}`}
      </p>
      {trial.error && <ErrorState error={trial.error} />}
      {trial.data && (
        <Banner
          tone="ok"
          title={t('trial.sent', { address: trial.data.to, time: format.time(trial.data.at) })}
          live="status"
        />
      )}
    </div>
  )
}
