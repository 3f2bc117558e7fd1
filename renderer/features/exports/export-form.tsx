import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary } from '../../../electron/contract/views.ts'
import { addDays, localDay, Step } from '../../ui/index.ts'
import { type ExportChoice, type ExportsPageProps, isPaper, missingOf, requestOf } from './choice.ts'
import { ClassesStep } from './classes-step.tsx'
import { ExportActions, NO_NOTE } from './export-actions.tsx'
import { ExportContent } from './export-content.tsx'
import styles from './exports.module.css'
import { NoteStep } from './note-step.tsx'
import { OptionsStep } from './options-step.tsx'
import { ProductStep } from './product-step.tsx'
import { usePreview } from './use-preview.ts'

/** Two school weeks. */
const PERIOD_DAYS = 13

function useFirstChoice(classes: readonly ClassSummary[], props: ExportsPageProps) {
  const { t } = useTranslation('exports')
  return useState<ExportChoice>(() => {
    const today = localDay(new Date())
    const isKnown = classes.some(({ id }) => id === props.classId)
    return {
      product: props.product,
      classIds: isKnown && props.classId !== null ? [props.classId] : [],
      from: today,
      to: addDays(today, PERIOD_DAYS),
      messageId: props.messageId,
      letter: { subject: t('letter.firstSubject'), body: t('letter.firstBody'), per: 'family' },
      labels: { format: '24', first: 1, shiftX: 0, shiftY: 0, per: 'family' },
      onlyWithoutEmail: false,
      booklet: ['roster', 'attendance', 'phones', 'work'],
      table: 'roster',
      form: 'xlsx',
      vcard: '3.0',
      calendar: 'events',
    }
  })
}

/** Short questions on the left; on the right the page, what it holds of whom, and the two things to do with it. */
export function ExportForm({ classes, ...props }: ExportsPageProps & { readonly classes: readonly ClassSummary[] }) {
  const { t } = useTranslation('exports')
  const [choice, setChoice] = useFirstChoice(classes, props)
  const change = (part: Partial<ExportChoice>) => setChoice((before) => ({ ...before, ...part }))
  const [note, setNote] = useState(NO_NOTE)
  const missing = missingOf(choice)
  const request = requestOf(choice)
  const preview = usePreview(request)
  const subject = classes
    .filter(({ id }) => choice.classIds.includes(id))
    .map(({ name }) => name)
    .join(', ')
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <Step number={1} title={t('step.classes')}>
          <ClassesStep classes={classes} chosen={choice.classIds} onChange={(classIds) => change({ classIds })} />
        </Step>
        <Step number={2} title={t('step.product')}>
          <ProductStep product={choice.product} onProduct={(product) => change({ product })} />
        </Step>
        <Step number={3} title={t('step.options')}>
          <OptionsStep choice={choice} onChange={change} />
        </Step>
        <Step number={4} title={t('step.note')}>
          <NoteStep note={note} onNote={setNote} />
        </Step>
      </div>
      <div className={styles.aside}>
        <ExportActions
          request={request}
          preview={preview.data ?? null}
          missing={missing}
          isPaper={isPaper(choice.product)}
          subject={subject}
          firstClassId={choice.classIds[0]}
          note={note}
        />
        <ExportContent preview={preview} missing={missing} isPaper={isPaper(choice.product)} />
      </div>
    </div>
  )
}
