import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { safeHref } from './schema.ts'

export interface LinkDialogProps {
  readonly initialHref: string
  /** Nothing is selected: the words are asked too. */
  readonly asksText: boolean
  readonly onClose: () => void
  /** A null address takes the link away. */
  readonly onSet: (href: string | null, text: string) => void
}

const FORM_ID = 'rich-text-link'

/** The address of a link; only https, as everything a pack or message lets through. */
export function LinkDialog({ initialHref, asksText, onClose, onSet }: LinkDialogProps) {
  const { t } = useTranslation('editor')
  const [address, setAddress] = useState(initialHref)
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const href = safeHref(address)
    if (href === null) return setWrong(true)
    onClose()
    onSet(href, text.trim())
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('link.title')}
      size="small"
      footer={
        <>
          {initialHref !== '' && (
            <Button
              onPress={() => {
                onClose()
                onSet(null, '')
              }}
            >
              {t('link.remove')}
            </Button>
          )}
          <Button variant="primary" type="submit" form={FORM_ID}>
            {t('link.set')}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={submit}>
        <TextField
          autoFocus
          label={t('link.address')}
          hint={t('link.hint')}
          value={address}
          onChange={(value) => {
            setAddress(value)
            setWrong(false)
          }}
          errorMessage={isWrong ? t('link.wrong') : null}
        />
        {asksText && <TextField label={t('link.text')} value={text} onChange={setText} />}
      </form>
    </Dialog>
  )
}
