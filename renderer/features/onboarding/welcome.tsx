import { ArrowRight, FlaskConical, LockKeyhole, type LucideIcon, School, ServerOff, WifiOff } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Frame, FrameTitle } from '../../app/frame.tsx'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { CreateSpace } from './create-space.tsx'
import type { WelcomeProps } from './set-up.ts'
import styles from './welcome.module.css'

const PROMISES: readonly (readonly ['local' | 'private' | 'offline', LucideIcon])[] = [
  ['local', ServerOff],
  ['private', LockKeyhole],
  ['offline', WifiOff],
]

/** The first screen: look around with an invented school, or begin for real. */
export function Welcome({ passphraseNeeded, onSetUp }: WelcomeProps) {
  const { t } = useTranslation('onboarding')
  const [begun, setBegun] = useState(passphraseNeeded)
  const demo = useAction('app.openDemo')
  if (begun) return <CreateSpace passphraseNeeded={passphraseNeeded} onSetUp={onSetUp} onBack={() => setBegun(false)} />
  return (
    <Frame width="wide">
      <FrameTitle title={t('welcome.title')}>{t('welcome.lead')}</FrameTitle>
      <div className={styles.choices}>
        <Choice
          icon={FlaskConical}
          title={t('welcome.demo')}
          detail={t('welcome.demo-detail')}
          action={demo.isPending ? t('welcome.demo-opening') : t('welcome.demo-action')}
          isDisabled={demo.isPending}
          onPress={() => demo.mutate(undefined)}
        />
        <Choice
          icon={School}
          title={t('welcome.own')}
          detail={t('welcome.own-detail')}
          action={t('welcome.own-action')}
          isDisabled={demo.isPending}
          onPress={() => setBegun(true)}
        />
      </div>
      {demo.error && <ErrorState error={demo.error} onRetry={() => demo.mutate(undefined)} />}
      <ul className={styles.promises}>
        {PROMISES.map(([id, Icon]) => (
          <li key={id}>
            <Icon size={17} aria-hidden />
            {t(`promise.${id}`)}
          </li>
        ))}
      </ul>
    </Frame>
  )
}

interface ChoiceProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly detail: string
  readonly action: string
  readonly isDisabled: boolean
  readonly onPress: () => void
}

function Choice({ icon: Icon, title, detail, action, isDisabled, onPress }: ChoiceProps) {
  return (
    <AriaButton className={styles.choice ?? ''} onPress={onPress} isDisabled={isDisabled}>
      <span className={styles.disc} aria-hidden>
        <Icon size={24} />
      </span>
      <span className={styles.choiceTitle}>{title}</span>
      <span className={styles.choiceDetail}>{detail}</span>
      <span className={styles.choiceAction}>
        {action}
        <ArrowRight size={16} aria-hidden />
      </span>
    </AriaButton>
  )
}
