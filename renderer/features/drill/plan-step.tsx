import { Clock, Mail, Moon, Phone, ShieldAlert, UserRoundX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '../../../electron/contract/views.ts'
import { RadioCards, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'

export interface PlanStepProps {
  readonly rehearsal: Rehearsal
  /** There is an encrypted pack whose passphrase must be found on the day. */
  readonly asksPassphrase: boolean
  readonly passphraseKnown: boolean | null
  readonly onPassphrase: (known: boolean) => void
}

/** What would leave, when it would be over, and who would be left. */
export function PlanStep({ rehearsal, asksPassphrase, passphraseKnown, onPassphrase }: PlanStepProps) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  const { recipients, reach, excluded, endsAt, leavesAt } = rehearsal
  return (
    <>
      <p className={styles.question}>{t('step.plan.question')}</p>
      <ul className={styles.facts}>
        <li>
          <Mail size={16} aria-hidden />
          {t('step.plan.mails', { count: recipients })}
        </li>
        {leavesAt !== null && (
          <li>
            <Moon size={16} aria-hidden />
            {t('step.plan.waits', { at: `${format.nearDay(leavesAt)}, ${format.time(leavesAt)}` })}
          </li>
        )}
        <li>
          <Clock size={16} aria-hidden />
          {endsAt === null ? t('step.plan.no-account') : t('step.plan.ends', { at: format.time(endsAt) })}
        </li>
        {reach.phone > 0 && (
          <li>
            <Phone size={16} aria-hidden />
            {t('step.plan.calls', { count: reach.phone })}
          </li>
        )}
        {reach.none > 0 && (
          <li>
            <UserRoundX size={16} aria-hidden />
            {t('step.plan.nobody', { count: reach.none })}
          </li>
        )}
        {excluded > 0 && (
          <li>
            <ShieldAlert size={16} aria-hidden />
            {t('step.plan.excluded', { count: excluded })}
          </li>
        )}
      </ul>
      {asksPassphrase && (
        <RadioCards
          label={t('step.plan.passphrase')}
          options={[
            { id: 'yes', title: t('step.plan.passphrase-yes'), detail: t('step.plan.passphrase-yes-detail') },
            { id: 'no', title: t('step.plan.passphrase-no'), detail: t('step.plan.passphrase-no-detail') },
          ]}
          value={passphraseKnown === null ? null : passphraseKnown ? 'yes' : 'no'}
          onChange={(answer) => onPassphrase(answer === 'yes')}
        />
      )}
    </>
  )
}
