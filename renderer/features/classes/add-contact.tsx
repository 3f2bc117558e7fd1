import { Plus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction, useErrorSentence } from '../../bridge/index.ts'
import { Button, showToast, TextField } from '../../ui/index.ts'
import styles from './add-contact.module.css'

export interface AddContactProps {
  readonly personId: number
  /** Whose address it will be: read with the button. */
  readonly name: string
}

/** An address or a number that no source gives: one field, told apart by its `@`. */
export function AddContact({ personId, name }: AddContactProps) {
  const { t } = useTranslation('classes')
  const add = useAction('people.addContact')
  const sentence = useErrorSentence()
  const [isOpen, setOpen] = useState(false)
  const [value, setValue] = useState('')
  const opener = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpen(false)
    setValue('')
    add.reset()
    // After the form is gone: the focus goes back to the button that opened it.
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = value.trim()
    if (text === '' || add.isPending) return
    add.mutate(
      { personId, kind: text.includes('@') ? 'email' : 'phone', value: text },
      {
        onSuccess: () => {
          showToast({ tone: 'ok', title: t('contact.added') })
          close()
        },
      },
    )
  }
  if (!isOpen) {
    return (
      <div ref={opener}>
        <Button
          variant="quiet"
          size="small"
          icon={Plus}
          onPress={() => setOpen(true)}
          aria-label={t('contact.add-name', { name })}
        >
          {t('contact.add')}
        </Button>
      </div>
    )
  }
  const failure = add.error && sentence(add.error)
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        // The panel around would close on Escape too.
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <TextField
        label={t('contact.field')}
        hint={t('contact.hint')}
        value={value}
        onChange={(text) => {
          setValue(text)
          if (add.error) add.reset()
        }}
        maxLength={320}
        autoFocus
        errorMessage={failure ? `${failure.what} ${failure.todo}` : null}
      />
      <div className={styles.actions}>
        <Button size="small" type="submit" isPending={add.isPending}>
          {t('contact.save')}
        </Button>
        <Button size="small" variant="quiet" onPress={close} isDisabled={add.isPending}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
