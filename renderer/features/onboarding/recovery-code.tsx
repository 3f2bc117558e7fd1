import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Frame, FrameActions, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, Checkbox, PrintPortal, useFormat } from '../../ui/index.ts'
import styles from './recovery-code.module.css'

export interface RecoveryCodeScreenProps {
  /** Groups of characters separated by dashes; shown here and never again. */
  readonly code: string
  readonly onKept: () => void
}

/** Shows the recovery code, the only time it can be: to print, and to confirm. */
export function RecoveryCodeScreen({ code, onKept }: RecoveryCodeScreenProps) {
  const { t } = useTranslation('onboarding')
  const format = useFormat()
  const [noted, setNoted] = useState(false)
  const keep = useAction('app.recoveryCodeKept')
  const parts = code.split(/[\s-]+/).filter(Boolean)
  const grid = (
    <ol className={styles.code} aria-label={t('code.label')}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group may come twice and the order never changes
        <li key={index}>
          <span className={styles.rank}>{index + 1}</span>
          {part}
        </li>
      ))}
    </ol>
  )
  return (
    <Frame width="wide">
      <FramePanel>
        <FrameTitle title={t('code.title')}>{t('code.lead')}</FrameTitle>
        {grid}
        <Banner tone="info" title={t('code.once')}>
          {t('code.once-detail')}
        </Banner>
        <Checkbox isSelected={noted} onChange={setNoted}>
          {t('code.noted')}
        </Checkbox>
        {keep.error && <ErrorState error={keep.error} />}
        <FrameActions>
          <Button icon={Printer} onPress={() => window.print()}>
            {t('code.print')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!noted}
            isPending={keep.isPending}
            onPress={() => keep.mutate(undefined, { onSuccess: onKept })}
          >
            {t('code.action')}
          </Button>
        </FrameActions>
      </FramePanel>
      <PrintPortal>
        <div className={styles.paper}>
          <h1>{t('code.paper-title')}</h1>
          <p>{t('code.paper-lead', { date: format.date(format.now.toISOString()) })}</p>
          {grid}
          <p>{t('code.paper-use')}</p>
        </div>
      </PrintPortal>
    </Frame>
  )
}
