import { CloudCheck, CloudOff, Copy, KeyRound, QrCode as QrIcon, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Publication } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel, useTaskRunner } from '../../bridge/index.ts'
import { Badge, Button, Dialog, PrintPortal, Progress, showToast, useFormat } from '../../ui/index.ts'
import { Replace, Withdraw } from './publication-dialogs.tsx'
import { QrCode } from './qr-code.tsx'
import styles from './share.module.css'

/** One pack at one place: its link, its passphrase until it is noted, and what can be done with it. */
export function PublicationRow({ publication }: { readonly publication: Publication }) {
  const { t } = useTranslation('share')
  const format = useFormat()
  const { id, className, profile, targetLabel, state, link, publishedAt, startedAt, bytes, name, expiresAt } =
    publication
  const again = useTaskRunner('shares.publish')
  const resume = useTaskRunner('shares.resume')
  const [open, setOpen] = useState<'qr' | 'withdraw' | 'replace' | null>(null)
  const running = [again, resume].find(({ isRunning }) => isRunning)
  const failed = [resume, again].find(({ error, task }) => error !== null || task?.state === 'failed')
  const error = failed?.error ?? failed?.task?.error ?? null
  const isTaken = (failed?.error?.shape ?? failed?.task?.error)?.code === 'share-replaced'
  const isWaiting = state === 'uploading'
  // What an earlier attempt failed with is over once another begins.
  const goOn = (anyway: boolean) => {
    again.reset()
    void resume.start({ id, anyway })
  }
  const replace: typeof again.start = (request) => {
    resume.reset()
    return again.start(request)
  }
  const copyLink = async () => {
    if (link === null) return
    await navigator.clipboard.writeText(link)
    showToast({ tone: 'ok', title: t('list.link-copied') })
  }
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <div className={styles.what}>
          <h3 className={styles.name}>
            {t('list.name', { class: className, profile: t(`profile.${profile}.title`) })}
          </h3>
          <p className={styles.soft}>
            {[
              targetLabel,
              name,
              format.bytes(bytes),
              publishedAt
                ? t('list.at', { when: format.age(publishedAt) })
                : t('list.begun', { when: format.age(startedAt) }),
              ...(expiresAt ? [t('list.until', { date: format.date(expiresAt) })] : []),
            ].join(' · ')}
          </p>
        </div>
        {isWaiting ? (
          <Badge tone="warn" icon={CloudOff}>
            {t('list.waiting')}
          </Badge>
        ) : (
          <Badge tone="ok" icon={CloudCheck}>
            {t('list.published')}
          </Badge>
        )}
      </div>
      {link !== null && (
        <p className={styles.link}>
          <span className={styles.linkText}>{link}</span>
          <Button size="small" icon={Copy} onPress={() => void copyLink()}>
            {t('list.copy-link')}
          </Button>
          <Button size="small" icon={QrIcon} onPress={() => setOpen('qr')}>
            {t('list.qr')}
          </Button>
        </p>
      )}
      <Passphrase id={id} />
      {error && <ErrorState error={error} />}
      {running && (
        <Progress
          label={t(running.task?.step === 'upload' ? 'publish.uploading' : 'publish.building')}
          done={running.task?.done ?? 0}
          total={running.task?.total ?? 0}
        />
      )}
      <div className={styles.actions}>
        <Button size="small" variant="quiet" icon={Trash2} onPress={() => setOpen('withdraw')}>
          {t(isWaiting ? 'list.give-up' : 'list.withdraw')}
        </Button>
        {isTaken && (
          <Button size="small" variant="danger" onPress={() => goOn(true)}>
            {t('list.anyway')}
          </Button>
        )}
        {isWaiting ? (
          <Button
            size="small"
            variant="primary"
            icon={RotateCcw}
            isPending={running !== undefined}
            onPress={() => goOn(false)}
          >
            {t('list.resume')}
          </Button>
        ) : (
          <Button size="small" icon={RotateCcw} isPending={running !== undefined} onPress={() => setOpen('replace')}>
            {t('list.replace')}
          </Button>
        )}
      </div>
      {link !== null && (
        <Dialog
          isOpen={open === 'qr'}
          onClose={() => setOpen(null)}
          title={t('qr.title', { class: className })}
          size="small"
        >
          <div className={styles.qrBox}>
            <QrCode text={link} label={t('qr.label', { link })} />
            <p className={styles.linkText}>{link}</p>
            <Button onPress={() => window.print()}>{t('qr.print')}</Button>
          </div>
          <PrintPortal>
            <div className={styles.paper}>
              <h1>{t('qr.paper-title', { class: className })}</h1>
              <QrCode text={link} label={t('qr.label', { link })} />
              <p>{link}</p>
              <p>{t('qr.paper-how')}</p>
            </div>
          </PrintPortal>
        </Dialog>
      )}
      {open === 'replace' && <Replace publication={publication} start={replace} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && <Withdraw publication={publication} onClose={() => setOpen(null)} />}
    </li>
  )
}

/** Shown until the teacher has noted it, then nowhere. */
function Passphrase({ id }: { readonly id: number }) {
  const { t } = useTranslation('share')
  const phrase = useChannel('shares.passphrase', { id })
  const forget = useAction('shares.forgetPassphrase')
  const value = phrase.data?.passphrase ?? null
  if (value === null) return null
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    showToast({ tone: 'ok', title: t('phrase.copied') })
  }
  return (
    <div className={styles.phrase}>
      <KeyRound size={18} aria-hidden />
      <div className={styles.what}>
        <p className={styles.phraseWords} translate="no">
          {value}
        </p>
        <p className={styles.soft}>{t('phrase.warning')}</p>
      </div>
      <Button size="small" icon={Copy} onPress={() => void copy()}>
        {t('phrase.copy')}
      </Button>
      <Button size="small" variant="quiet" isPending={forget.isPending} onPress={() => forget.mutate({ id })}>
        {t('phrase.noted')}
      </Button>
    </div>
  )
}
