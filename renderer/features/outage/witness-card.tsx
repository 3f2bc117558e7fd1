import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, Card, showToast, TextField } from '../../ui/index.ts'
import styles from './watch-page.module.css'

/** The host outside the school that tells a fallen ENT from a cut line; nobody is asked unless one is named here. */
export function WitnessCard() {
  const { t } = useTranslation('outage')
  const { data: kept } = useChannel('availability.witness')
  const save = useAction('availability.setWitness')
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? kept?.url ?? ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await save.mutateAsync({ url: value.trim() === '' ? null : value.trim() })
      setTyped(null)
      showToast({ tone: 'ok', title: t('watch.witness-saved') })
    } catch {
      // In `save.error`.
    }
  }
  return (
    <Card>
      <form onSubmit={(event) => void submit(event)} noValidate className={styles.form}>
        <TextField
          label={t('watch.witness')}
          hint={t('watch.witness-hint')}
          value={value}
          onChange={setTyped}
          autoComplete="off"
        />
        {save.error && <ErrorState error={save.error} />}
        <div>
          <Button type="submit" isPending={save.isPending}>
            {t('watch.witness-save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
