import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, TextField } from '../../ui/index.ts'

const FORM_ID = 'rich-text-picture'

/** What a picture shows, for whoever cannot see it: a pupil with a screen reader, a page without it. */
export function DescribeDialog(props: {
  readonly initial: string
  readonly onClose: () => void
  readonly onSet: (alt: string) => void
}) {
  const { t } = useTranslation('editor')
  const [alt, setAlt] = useState(props.initial)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onClose()
    props.onSet(alt.trim())
  }
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={t('picture.title')}
      size="small"
      footer={
        <Button variant="primary" type="submit" form={FORM_ID}>
          {t('picture.set')}
        </Button>
      }
    >
      <form id={FORM_ID} onSubmit={submit}>
        <TextField
          autoFocus
          label={t('picture.alt')}
          hint={t('picture.hint')}
          value={alt}
          onChange={setAlt}
          maxLength={300}
        />
      </form>
    </Dialog>
  )
}
