import { GraduationCap, UserRound, UserRoundPlus, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PackPreview, PackProfile } from '../../../electron/contract/views.ts'
import { useChannel } from '../../bridge/index.ts'
import { RadioCards, Select } from '../../ui/index.ts'

/** The choice of the whole class among its pupils. */
export const WHOLE_CLASS = 0

const ICONS = { teacher: GraduationCap, pupil: UsersRound, individual: UserRound, substitute: UserRoundPlus } as const
const PROFILES = ['teacher', 'pupil', 'individual', 'substitute'] as const

export interface ProfileStepProps {
  readonly classId: number | null
  readonly profile: PackProfile
  readonly onProfile: (profile: PackProfile) => void
  /** `WHOLE_CLASS` or a pupil. */
  readonly recipientId: number
  readonly onRecipient: (id: number) => void
}

/** For whom the pack is; of individual packs, for which pupils. */
export function ProfileStep({ classId, profile, onProfile, recipientId, onRecipient }: ProfileStepProps) {
  const { t } = useTranslation('packs')
  return (
    <>
      <RadioCards
        label={t('profile.label')}
        labelHidden
        value={profile}
        onChange={onProfile}
        options={PROFILES.map((id) => ({
          id,
          icon: ICONS[id],
          title: t(`profile.${id}.title`),
          detail: t(`profile.${id}.text`),
        }))}
      />
      {profile === 'individual' && classId !== null && (
        <Recipient classId={classId} value={recipientId} onChange={onRecipient} />
      )}
    </>
  )
}

function Recipient({
  classId,
  value,
  onChange,
}: {
  readonly classId: number
  readonly value: number
  readonly onChange: (id: number) => void
}) {
  const { t } = useTranslation('packs')
  const preview = useChannel('packs.preview', { classId, profile: 'individual' })
  const recipients: PackPreview['recipients'] = preview.data?.recipients ?? []
  return (
    <Select
      label={t('profile.individual.who')}
      options={[
        { id: WHOLE_CLASS, label: t('profile.individual.all', { count: recipients.length }) },
        ...recipients.map(({ id, name }) => ({ id, label: name })),
      ]}
      value={value}
      onChange={onChange}
      isDisabled={recipients.length === 0}
    />
  )
}
