import { ListChecks, Repeat2, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, DraftContent, MessagePlan } from '../../../electron/contract/views.ts'
import type { useChannel } from '../../bridge/index.ts'
import { Banner, Button, RadioCards, Select } from '../../ui/index.ts'
import { audienceCounts, shortList } from './audience-words.ts'
import { ClassPicker } from './class-picker.tsx'
import { EarlierPicker } from './earlier-picker.tsx'
import { PupilPicker } from './pupil-picker.tsx'
import styles from './reach.module.css'

export interface AudienceStepProps {
  readonly classes: readonly ClassSummary[]
  readonly content: DraftContent
  readonly onChange: (part: Partial<DraftContent>) => void
  readonly plan: ReturnType<typeof useChannel<'messages.plan'>>
}

/** For whom: one class at a glance; several, some pupils, or what a former message left, one button further. */
export function AudienceStep({ classes, content, onChange, plan }: AudienceStepProps) {
  const { t } = useTranslation('reach')
  const [picking, setPicking] = useState<'classes' | 'pupils' | 'earlier' | null>(null)
  const chosen = content.classIds.flatMap((id) => classes.find((one) => one.id === id) ?? [])
  // Changes were made to another list of families.
  const choose = (part: Partial<DraftContent>) => onChange({ only: null, changes: [], pupilIds: null, ...part })
  const isSeveral = content.pupilIds !== null || chosen.length > 1
  return (
    <>
      {isSeveral ? (
        <ChosenLine
          content={content}
          chosen={chosen}
          onClear={() => choose({ classIds: content.classIds.slice(0, 1) })}
        />
      ) : (
        <Select
          label={t('class')}
          labelHidden
          placeholder={t('classPlaceholder')}
          options={classes.map(({ id, name, subject }) => ({
            id,
            label: name,
            ...(subject === null ? {} : { detail: subject }),
          }))}
          value={chosen[0]?.id ?? null}
          onChange={(classId) => choose({ classIds: [classId] })}
        />
      )}
      <div className={styles.composerBar}>
        <Button icon={ListChecks} size="small" onPress={() => setPicking('classes')}>
          {t('audience.several')}
        </Button>
        <Button icon={UserRoundCheck} size="small" onPress={() => setPicking('pupils')}>
          {t('audience.byHand')}
        </Button>
        <Button icon={Repeat2} size="small" onPress={() => setPicking('earlier')}>
          {t('audience.earlier')}
        </Button>
      </div>
      {content.only && <OnlySome only={content.only} onEveryone={() => onChange({ only: null })} />}
      <RadioCards
        label={t('audience.label')}
        labelHidden
        value={content.audience}
        onChange={(audience) => onChange({ audience })}
        options={[
          { id: 'guardians', title: t('audience.guardians.title'), detail: t('audience.guardians.text') },
          { id: 'pupils', title: t('audience.pupils.title'), detail: t('audience.pupils.text') },
        ]}
      />
      <p role="status" className={styles.counted}>
        {plan.data && <Counted plan={plan.data} />}
      </p>
      {picking === 'classes' && (
        <ClassPicker
          classes={classes}
          value={content.pupilIds === null ? content.classIds : []}
          onClose={() => setPicking(null)}
          onChoose={(classIds) => choose({ classIds })}
        />
      )}
      {picking === 'pupils' && (
        <PupilPicker
          value={content.pupilIds ?? []}
          onClose={() => setPicking(null)}
          onChoose={(pupilIds) =>
            choose({
              pupilIds,
              classIds: content.classIds.length > 0 ? content.classIds : classes.slice(0, 1).map(({ id }) => id),
            })
          }
        />
      )}
      {picking === 'earlier' && <EarlierPicker onClose={() => setPicking(null)} onChoose={(part) => choose(part)} />}
    </>
  )
}

/** The audience in words, live: what the plan found. */
function Counted({ plan }: { readonly plan: MessagePlan }) {
  const { t } = useTranslation('reach')
  const counts = audienceCounts(plan)
  const parts = [
    counts.messages > 0 && t('counted.messages', { count: counts.messages }),
    counts.byPhone > 0 && t('counted.phone', { count: counts.byPhone }),
    counts.byPost > 0 && t('counted.post', { count: counts.byPost }),
    counts.none > 0 && t('counted.none', { count: counts.none }),
  ].filter((part) => part !== false)
  return (
    <>
      <strong>{t('counted.pupils', { count: counts.pupils })}</strong>
      {parts.length > 0 && t('counted.colon')}
      {parts.join(', ')}
    </>
  )
}

interface ChosenLineProps {
  readonly content: DraftContent
  readonly chosen: readonly ClassSummary[]
  readonly onClear: () => void
}

function ChosenLine({ content, chosen, onClear }: ChosenLineProps) {
  const { t, i18n } = useTranslation('reach')
  const { names, more } = shortList(chosen.map(({ name }) => name))
  const list = new Intl.ListFormat(i18n.language).format(
    more > 0 ? [...names, t('audience.more', { count: more })] : names,
  )
  return (
    <div className={styles.chosen}>
      <span className={styles.chosenText}>
        {content.pupilIds === null ? list : t('audience.chosenPupils', { count: content.pupilIds.length })}
      </span>
      <Button size="small" variant="quiet" onPress={onClear}>
        {t('audience.oneClass')}
      </Button>
    </div>
  )
}

/** The message is not for everyone: says for whom, and how to widen it. */
function OnlySome({
  only,
  onEveryone,
}: {
  readonly only: NonNullable<DraftContent['only']>
  readonly onEveryone: () => void
}) {
  const { t, i18n } = useTranslation('reach')
  const whom = [...only.states, ...(only.missing ? ['missing'] : [])].map((id) => t(`only.${id}`))
  const list = new Intl.ListFormat(i18n.language).format(whom)
  return (
    <Banner
      tone="info"
      title={t('only.title', { list })}
      actions={
        <Button size="small" onPress={onEveryone}>
          {t('only.everyone')}
        </Button>
      }
    >
      {t('only.text')}
    </Banner>
  )
}
