import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddStep, NewSource, SourceView } from '../../../electron/contract/views.ts'
import { linkTo, navigate } from '../../app/router.ts'
import { call, ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Card, focusFirstInvalid, Page, PageHeader, TextField } from '../../ui/index.ts'
import styles from './add-source.module.css'
import { ServerQuestion } from './server-question.tsx'

export interface FormField {
  readonly name: string
  readonly kind: 'text' | 'url' | 'secret'
}

export interface AddFormProps {
  /** Words are under `form.<words>`. */
  readonly words: 'calendar' | 'moodle' | 'edifice' | 'ecole-directe' | 'oneroster'
  readonly fields: readonly FormField[]
  readonly build: (values: Readonly<Record<string, string>>) => NewSource
  /** Above the fields: what to read first. */
  readonly before?: ReactNode
  /** Below them. */
  readonly after?: ReactNode
  /** What keeps the form from being sent, beside its fields; shown once it was tried. */
  readonly problem?: string | null
  readonly action?: string
  /** After the source is kept; synchronises it when not given. */
  readonly onAdded?: (source: SourceView) => Promise<unknown>
}

const synchronise = (source: SourceView) => call('sync.start', { sourceId: source.id })

/** A name and what opens the server. The server is asked before anything is kept. */
export function AddSourceForm(props: AddFormProps) {
  const { words, fields, build, before, after, problem = null, action, onAdded = synchronise } = props
  const { t } = useTranslation('ways')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const add = useAction('sources.add')
  const [question, setQuestion] = useState<Extract<AddStep, { step: 'question' }> | null>(null)
  const problemOf = ({ name, kind }: FormField): string | null => {
    const value = values[name]?.trim() ?? ''
    if (value === '') return t('form.missing')
    return kind === 'url' && !URL.canParse(value) ? t('form.address') : null
  }
  const all: readonly FormField[] = [{ name: 'label', kind: 'text' }, ...fields]
  const finish = async (source: SourceView) => {
    navigate(linkTo('sources'))
    await onAdded(source)
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (all.some((field) => problemOf(field) !== null)) return focusFirstInvalid(event.currentTarget)
    if (problem !== null) return
    try {
      const trimmed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]))
      const step = await add.mutateAsync(build(trimmed))
      if (step.step === 'question') return setQuestion(step)
      await finish(step.source)
    } catch {
      // A refusal is in `add.error`; a first synchronisation that does not start is on the next screen.
    }
  }
  const textField = (field: FormField, label: string, hint: string) => (
    <TextField
      key={field.name}
      label={label}
      hint={hint}
      value={values[field.name] ?? ''}
      onChange={(value) => setValues((known) => ({ ...known, [field.name]: value }))}
      errorMessage={tried ? problemOf(field) : null}
      type={field.kind === 'secret' ? 'password' : field.kind}
      autoComplete="off"
    />
  )
  return (
    <Page width="reading">
      <PageHeader
        title={t(`form.${words}.title`)}
        subtitle={t(`form.${words}.subtitle`)}
        back={{ href: linkTo('sources', ['add']), label: t('form.back') }}
      />
      <form onSubmit={submit} noValidate>
        <Card>
          <div className={styles.fields}>
            {before}
            {textField({ name: 'label', kind: 'text' }, t('form.label'), t('form.label-hint'))}
            {fields.map((field) =>
              textField(field, t(`form.${words}.${field.name}`), t(`form.${words}.${field.name}-hint`)),
            )}
            {after}
          </div>
          {tried && problem !== null && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          {add.error && <ErrorState error={add.error} />}
          <div className={styles.actions}>
            <p className={styles.note}>{t('form.note')}</p>
            <Button variant="primary" type="submit" isPending={add.isPending}>
              {add.isPending ? t('form.checking') : (action ?? t('form.action'))}
            </Button>
          </div>
        </Card>
      </form>
      <ServerQuestion
        question={question}
        onSource={(source) => void finish(source).catch(() => undefined)}
        onClose={() => setQuestion(null)}
      />
    </Page>
  )
}
