import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Frame, FrameActions, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, Checkbox } from '../../ui/index.ts'
import { RecoveryCode } from './recovery-code.tsx'

export interface RecoveryCodeScreenProps {
  /** Groups of characters separated by dashes; shown here and never again. */
  readonly code: string
  readonly onKept: () => void
}

/** Shows the recovery code, the only time it can be: to print, and to confirm. */
export function RecoveryCodeScreen({ code, onKept }: RecoveryCodeScreenProps) {
  const { t } = useTranslation('onboarding')
  const [noted, setNoted] = useState(false)
  const keep = useAction('app.recoveryCodeKept')
  return (
    <Frame width="wide">
      <FramePanel>
        <FrameTitle title={t('code.title')}>{t('code.lead')}</FrameTitle>
        <RecoveryCode code={code} />
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
    </Frame>
  )
}
