import { ExternalLink } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptureState } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Card, focusFirstInvalid, TextField } from '../../ui/index.ts'
import styles from './capture.module.css'

/** An ENT that Trousse does not know yet: its address and a name for it. */
export function OpenForm({ suggestions }: { readonly suggestions: CaptureState['suggestions'] }) {
  const { t } = useTranslation('capture')
  const [url, setUrl] = useState('')
  const [label, setLabel] = useState('')
  const [tried, setTried] = useState(false)
  const open = useAction('capture.open')
  const missing = (value: string) => (tried && value.trim() === '' ? t('open.missing') : null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (url.trim() === '' || label.trim() === '') return focusFirstInvalid(event.currentTarget)
    open.mutate({ url: url.trim(), label: label.trim() })
  }
  return (
    <Card title={t('open.title')}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <div className={styles.fields}>
          <TextField
            label={t('open.url')}
            hint={t('open.url-hint')}
            value={url}
            onChange={setUrl}
            errorMessage={missing(url)}
            autoComplete="off"
          />
          <TextField
            label={t('open.label')}
            hint={t('open.label-hint')}
            value={label}
            onChange={setLabel}
            errorMessage={missing(label)}
            autoComplete="off"
          />
        </div>
        {open.error && <ErrorState error={open.error} />}
        <div className={styles.actions}>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion.url}
              icon={ExternalLink}
              isDisabled={open.isPending}
              onPress={() => open.mutate(suggestion)}
            >
              {t('open.suggestion', { name: suggestion.label })}
            </Button>
          ))}
          <Button variant="primary" type="submit" icon={ExternalLink} isPending={open.isPending}>
            {t('open.action')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
