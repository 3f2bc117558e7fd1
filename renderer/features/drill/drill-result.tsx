import { CircleCheckBig, OctagonX, RotateCcw, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrillCode, DrillFinding, Rehearsal } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, ButtonLink, cx, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'

/** Where each thing is mended. */
const MENDS: Readonly<Record<DrillCode, string>> = {
  'no-data': linkTo('sources', ['add']),
  'never-synchronised': linkTo('sources'),
  'old-data': linkTo('sources'),
  'sync-held': linkTo('sources'),
  'nothing-watched': linkTo('outage', ['watch']),
  'no-channel': linkTo('classes'),
  'phone-only': linkTo('classes'),
  bounced: linkTo('classes'),
  'no-mail-account': linkTo('settings'),
  'no-mail-password': linkTo('settings'),
  'quiet-hours': linkTo('settings'),
  'documents-missing': linkTo('assignments'),
  'no-pack': linkTo('packs'),
  'old-pack': linkTo('packs'),
  'passphrase-unknown': linkTo('packs'),
  'recovery-code-unknown': linkTo('settings'),
  'no-stick': linkTo('packs'),
}

export interface DrillResultProps {
  readonly rehearsal: Rehearsal
  readonly durationMs: number
  readonly passphraseKnown: boolean | null
  readonly onAgain: () => void
}

/** How it went: who would have been reached and how fast, what would have failed, and the mend of each. Kept once. */
export function DrillResult({ rehearsal, durationMs, passphraseKnown, onAgain }: DrillResultProps) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  const { mutate, data: record, error } = useAction('drill.finish')
  const isKept = useRef(false)
  useEffect(() => {
    if (isKept.current) return
    isKept.current = true
    mutate({ durationMs, passphraseKnown })
  }, [mutate, durationMs, passphraseKnown])
  const { className, pupils, reach } = rehearsal
  const stops = record?.findings.some(({ severity }) => severity === 'stops') ?? false
  return (
    <>
      <p className={styles.headline}>
        {t('result.headline', {
          count: pupils,
          reached: format.number(reach.email),
          name: className,
          length: format.duration(durationMs),
        })}
      </p>
      {error && <ErrorState error={error} onRetry={() => mutate({ durationMs, passphraseKnown })} />}
      {record === undefined && !error && <Skeleton lines={4} />}
      {record && record.findings.length === 0 && (
        <p className={styles.ready}>
          <CircleCheckBig size={20} aria-hidden />
          {t('result.ready')}
        </p>
      )}
      {record && record.findings.length > 0 && (
        <>
          <h3 className={styles.listTitle}>{stops ? t('result.stops') : t('result.slows')}</h3>
          <ul className={styles.findings}>
            {record.findings.map((finding) => (
              <Finding key={finding.code} finding={finding} />
            ))}
          </ul>
        </>
      )}
      {record && (
        <footer className={styles.stepFooter}>
          <p className={styles.kept}>{t('result.kept')}</p>
          <Button icon={RotateCcw} onPress={onAgain}>
            {t('again')}
          </Button>
          <ButtonLink variant="primary" href={linkTo('today')}>
            {t('finish')}
          </ButtonLink>
        </footer>
      )}
    </>
  )
}

function Finding({ finding: { code, severity, count } }: { readonly finding: DrillFinding }) {
  const { t } = useTranslation('drill')
  const Icon = severity === 'stops' ? OctagonX : TriangleAlert
  return (
    <li className={cx(styles.finding, styles[severity])}>
      <Icon size={18} aria-hidden />
      <div className={styles.findingWords}>
        <p className={styles.findingTitle}>
          <span className="visually-hidden">{t(`severity.${severity}`)} </span>
          {t(`finding.${code}.title`, { count })}
        </p>
        <p className={styles.soft}>{t(`finding.${code}.mend`)}</p>
      </div>
      <ButtonLink size="small" href={MENDS[code]}>
        {t(`finding.${code}.action`)}
      </ButtonLink>
    </li>
  )
}
