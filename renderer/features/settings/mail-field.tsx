import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/index.ts'
import type { MailForm, MailProblem, MailTexts } from './mail-form.ts'

/** The form of the mail card, and how its parts change it. */
export interface MailEditor {
  readonly form: MailForm
  readonly problems: Partial<Record<keyof MailForm, MailProblem>>
  readonly change: (change: Partial<MailForm>) => void
}

export interface MailFieldProps extends MailEditor {
  readonly name: keyof MailTexts
  readonly type?: 'email' | 'password'
  /** Of the words under `mail.<hint>`; the field's own otherwise. */
  readonly hint?: string
}

/** One typed field, with its words and what is wrong with it. */
export function MailField({ name, type = undefined, hint, form, problems, change }: MailFieldProps) {
  const { t } = useTranslation('mail')
  const problem = problems[name]
  return (
    <TextField
      label={t(`field.${name}`)}
      hint={t(`hint.${hint ?? name}`)}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      errorMessage={problem ? t(`problem.${problem}`) : null}
      autoComplete="off"
      {...(type ? { type } : {})}
    />
  )
}
