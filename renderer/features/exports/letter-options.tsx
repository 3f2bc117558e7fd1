import { useTranslation } from 'react-i18next'
import { Select, TextField } from '../../ui/index.ts'
import type { OptionsProps } from './choice.ts'

const MAX_SUBJECT = 200
const MAX_BODY = 20_000
const ROWS = 10

/** The text of a letter, and whether parents at two addresses get one each. */
export function LetterOptions({ choice, onChange }: OptionsProps) {
  const { t } = useTranslation('exports')
  const { letter } = choice
  return (
    <>
      <TextField
        label={t('letter.subject')}
        value={letter.subject}
        maxLength={MAX_SUBJECT}
        onChange={(subject) => onChange({ letter: { ...letter, subject } })}
      />
      <TextField
        label={t('letter.body')}
        hint={t('letter.variables')}
        rows={ROWS}
        value={letter.body}
        maxLength={MAX_BODY}
        onChange={(body) => onChange({ letter: { ...letter, body } })}
      />
      <Select
        label={t('letter.per')}
        value={letter.per}
        onChange={(per) => onChange({ letter: { ...letter, per } })}
        options={[
          { id: 'family', label: t('letter.family') },
          { id: 'guardian', label: t('letter.guardian') },
        ]}
      />
    </>
  )
}
