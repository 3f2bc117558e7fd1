import { BookOpen, Save, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MESSAGE_VARIABLES, VARIABLE_NAMES } from '../../../electron/contract/message-variables.ts'
import type { DraftContent, MessageTemplate } from '../../../electron/contract/views.ts'
import { Button, ConfirmDialog, TextField } from '../../ui/index.ts'
import styles from './reach.module.css'
import { SaveTemplate } from './save-template.tsx'
import { TemplateLibrary } from './template-library.tsx'
import { type TextField as Field, insertAt, unknownVariables } from './template-text.ts'
import { isBlank } from './use-draft.ts'

/** As the contract has them. */
const MAX_SUBJECT = 200
const MAX_BODY = 50_000
const BODY_ROWS = 13

export interface ComposerProps {
  readonly content: DraftContent
  readonly onChange: (part: Partial<DraftContent>) => void
  readonly onTemplate: (template: MessageTemplate) => void
  readonly onDiscard: () => void
}

/** Subject and text, with what is replaced for each recipient. Spell-check is the system's. */
export function Composer({ content, onChange, onTemplate, onDiscard }: ComposerProps) {
  const { t } = useTranslation('reach')
  const fields = useRef<HTMLDivElement>(null)
  const lastField = useRef<Field>('body')
  const [asking, setAsking] = useState<'library' | 'save' | MessageTemplate | null>(null)
  const { subject, body, locale } = content
  const unknown = unknownVariables({ subject, body })
  const hasText = subject.trim() !== '' || body.trim() !== ''

  const control = (field: Field): HTMLInputElement | HTMLTextAreaElement | null =>
    fields.current?.querySelector(field === 'subject' ? 'input' : 'textarea') ?? null
  const select = (field: Field, start: number, end: number) =>
    // After React has written the new text: before, the caret would jump to its end.
    requestAnimationFrame(() => {
      const element = control(field)
      element?.focus()
      element?.setSelectionRange(start, end)
    })
  const insertVariable = (name: string) => {
    const field = lastField.current
    const element = control(field)
    const text = content[field]
    const start = element?.selectionStart ?? text.length
    const { text: next, caret } = insertAt(text, start, element?.selectionEnd ?? start, `{${name}}`)
    onChange({ [field]: next })
    select(field, caret, caret)
  }
  const use = (template: MessageTemplate) => {
    onTemplate(template)
    requestAnimationFrame(() => control('body')?.focus())
  }
  const placeOf = (one: (typeof unknown)[number]) =>
    one.field === 'subject' ? t('variables.inSubject') : t('variables.inLine', { line: one.line })

  return (
    <div ref={fields} className={styles.composer}>
      <div className={styles.composerBar}>
        <Button icon={BookOpen} size="small" onPress={() => setAsking('library')}>
          {t('template.open')}
        </Button>
        {hasText && (
          <Button icon={Save} size="small" variant="quiet" onPress={() => setAsking('save')}>
            {t('template.save')}
          </Button>
        )}
        {!isBlank(content) && (
          <Button icon={Trash2} size="small" variant="quiet" onPress={onDiscard}>
            {t('discard')}
          </Button>
        )}
      </div>
      <TextField
        label={t('subject')}
        value={subject}
        onChange={(text) => onChange({ subject: text })}
        onFocus={() => {
          lastField.current = 'subject'
        }}
        maxLength={MAX_SUBJECT}
        placeholder={t('subjectPlaceholder')}
        spellCheck="true"
        lang={locale}
      />
      <TextField
        label={t('body')}
        rows={BODY_ROWS}
        value={body}
        onChange={(text) => onChange({ body: text })}
        onFocus={() => {
          lastField.current = 'body'
        }}
        maxLength={MAX_BODY}
        placeholder={t('bodyPlaceholder')}
        spellCheck="true"
        lang={locale}
      />
      <div className={styles.variables}>
        <span className={styles.soft}>{t('variables.label')}</span>
        {MESSAGE_VARIABLES.map((variable) => {
          const name = VARIABLE_NAMES[locale][variable]
          return (
            <Button
              key={variable}
              size="small"
              aria-label={t('variables.insert', { variable: `{${name}}` })}
              onPress={() => insertVariable(name)}
            >
              {`{${name}}`}
            </Button>
          )
        })}
        <span className={styles.soft}>{t('variables.hint')}</span>
      </div>
      <div role="status" className={unknown.length > 0 ? styles.unknown : 'visually-hidden'}>
        {unknown.map((one) => (
          <p key={one.text}>
            {t('variables.unknown', { variable: one.text, place: placeOf(one) })}{' '}
            <Button size="small" onPress={() => select(one.field, one.index, one.index + one.text.length)}>
              {t('variables.show')}
            </Button>
          </p>
        ))}
      </div>
      {asking === 'library' && (
        <TemplateLibrary
          locale={locale}
          onClose={() => setAsking(null)}
          onUse={(template) => {
            setAsking(hasText ? template : null)
            if (!hasText) use(template)
          }}
        />
      )}
      {asking === 'save' && <SaveTemplate content={content} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        isOpen={asking !== null && typeof asking === 'object'}
        onClose={() => setAsking(null)}
        title={t('template.replaceTitle')}
        confirmLabel={t('template.replace')}
        cancelLabel={t('template.keep')}
        onConfirm={() => {
          if (asking !== null && typeof asking === 'object') use(asking)
          return undefined
        }}
      >
        <p>{t('template.replaceText')}</p>
      </ConfirmDialog>
    </div>
  )
}
