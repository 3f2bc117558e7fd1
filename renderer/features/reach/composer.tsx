import { FileText, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ConfirmDialog, TextField } from '../../ui/index.ts'
import styles from './reach.module.css'
import { insertAt, unknownVariables, VARIABLES, type Variable } from './template-text.ts'
import type { Draft } from './use-draft.ts'

/** As the contract has them. */
const MAX_SUBJECT = 200
const MAX_BODY = 50_000
const BODY_ROWS = 13

type Field = 'subject' | 'body'

export interface ComposerProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly onClear: () => void
}

/** Subject and text, with what is replaced for each recipient. Spell-check is the system's. */
export function Composer({ draft, onChange, onClear }: ComposerProps) {
  const { t, i18n } = useTranslation('reach')
  const fields = useRef<HTMLDivElement>(null)
  const lastField = useRef<Field>('body')
  const [asking, setAsking] = useState<'template' | 'discard' | null>(null)
  const unknown = unknownVariables(draft.subject, draft.body)
  const isBlank = draft.subject.trim() === '' && draft.body.trim() === ''

  const control = (field: Field): HTMLInputElement | HTMLTextAreaElement | null =>
    fields.current?.querySelector(field === 'subject' ? 'input' : 'textarea') ?? null

  const insertVariable = (variable: Variable) => {
    const field = lastField.current
    const element = control(field)
    const text = draft[field]
    const start = element?.selectionStart ?? text.length
    const { text: next, caret } = insertAt(text, start, element?.selectionEnd ?? start, variable)
    onChange({ [field]: next })
    // After React has written the new text: before, the caret would jump to its end.
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(caret, caret)
    })
  }
  const insertTemplate = () => {
    onChange({ subject: t(`template.${draft.audience}.subject`), body: t(`template.${draft.audience}.body`) })
    requestAnimationFrame(() => control('body')?.focus())
  }

  return (
    <div ref={fields} className={styles.composer}>
      <div className={styles.composerBar}>
        <Button icon={FileText} size="small" onPress={() => (isBlank ? insertTemplate() : setAsking('template'))}>
          {t('template.insert')}
        </Button>
        {!isBlank && (
          <Button icon={Trash2} size="small" variant="quiet" onPress={() => setAsking('discard')}>
            {t('discard')}
          </Button>
        )}
      </div>
      <TextField
        label={t('subject')}
        value={draft.subject}
        onChange={(subject) => onChange({ subject })}
        onFocus={() => {
          lastField.current = 'subject'
        }}
        maxLength={MAX_SUBJECT}
        placeholder={t('subjectPlaceholder')}
      />
      <TextField
        label={t('body')}
        rows={BODY_ROWS}
        value={draft.body}
        onChange={(body) => onChange({ body })}
        onFocus={() => {
          lastField.current = 'body'
        }}
        maxLength={MAX_BODY}
        placeholder={t('bodyPlaceholder')}
        spellCheck="true"
        lang={i18n.language}
      />
      <div className={styles.variables}>
        <span className={styles.soft}>{t('variables.label')}</span>
        {VARIABLES.map((variable) => (
          <Button
            key={variable}
            size="small"
            aria-label={t('variables.insert', { variable })}
            onPress={() => insertVariable(variable)}
          >
            {variable}
          </Button>
        ))}
        <span className={styles.soft}>{t('variables.hint')}</span>
      </div>
      <p role="status" className={unknown.length > 0 ? styles.unknown : 'visually-hidden'}>
        {unknown.length > 0 && t('variables.unknown', { count: unknown.length, list: unknown.join(', ') })}
      </p>
      <ConfirmDialog
        isOpen={asking === 'template'}
        onClose={() => setAsking(null)}
        title={t('template.replaceTitle')}
        confirmLabel={t('template.replace')}
        cancelLabel={t('template.keep')}
        onConfirm={() => {
          insertTemplate()
          return undefined
        }}
      >
        <p>{t('template.replaceText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'discard'}
        onClose={() => setAsking(null)}
        title={t('discardTitle')}
        confirmLabel={t('discardConfirm')}
        cancelLabel={t('discardCancel')}
        tone="danger"
        onConfirm={() => {
          onClear()
          return undefined
        }}
      >
        <p>{t('discardText')}</p>
      </ConfirmDialog>
    </div>
  )
}
