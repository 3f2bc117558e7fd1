import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo, navigate } from '../../app/router.ts'
import { call, ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Card, focusFirstInvalid, Page, PageHeader, TextField } from '../../ui/index.ts'
import styles from './add-ent.module.css'

type Field = 'label' | 'url' | 'tokenUrl' | 'clientId' | 'clientSecret'

const EMPTY: Readonly<Record<Field, string>> = { label: '', url: '', tokenUrl: '', clientId: '', clientSecret: '' }
const FIELDS = Object.keys(EMPTY) as readonly Field[]

/** What is wrong with a field, as a key; null when it can be sent. */
function problemOf(field: Field, value: string): 'missing' | 'address' | null {
  if (value.trim() === '') return 'missing'
  return (field === 'url' || field === 'tokenUrl') && !URL.canParse(value.trim()) ? 'address' : null
}

/** Connects an ENT that speaks OneRoster. The server is asked before anything is kept. */
export function AddEnt() {
  const { t } = useTranslation('sources')
  const [values, setValues] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const add = useAction('sources.addOneRoster')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (FIELDS.some((field) => problemOf(field, values[field]) !== null)) return focusFirstInvalid(event.currentTarget)
    const { label, url, tokenUrl, clientId, clientSecret } = values
    try {
      const source = await add.mutateAsync({
        label: label.trim(),
        url: url.trim(),
        tokenUrl: tokenUrl.trim(),
        clientId: clientId.trim(),
        clientSecret,
      })
      navigate(linkTo('sources'))
      await call('sync.start', { sourceId: source.id })
    } catch {
      // Refused credentials are in `add.error`; a first synchronisation that does not start is on the next screen.
    }
  }
  const field = (name: Field, more: { readonly type?: 'password' | 'url' } = {}) => {
    const problem = tried ? problemOf(name, values[name]) : null
    return (
      <TextField
        label={t(`add.${name}`)}
        hint={t(`add.${name}-hint`)}
        value={values[name]}
        onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
        errorMessage={problem && t(`add.problem.${problem}`)}
        autoComplete="off"
        {...more}
      />
    )
  }
  return (
    <Page width="reading">
      <PageHeader
        title={t('add.title')}
        subtitle={t('add.subtitle')}
        back={{ href: linkTo('sources'), label: t('title') }}
      />
      <form onSubmit={submit} noValidate>
        <Card>
          <div className={styles.fields}>
            {field('label')}
            {field('url', { type: 'url' })}
            {field('tokenUrl', { type: 'url' })}
            <div className={styles.pair}>
              {field('clientId')}
              {field('clientSecret', { type: 'password' })}
            </div>
          </div>
          {add.error && <ErrorState error={add.error} />}
          <div className={styles.actions}>
            <p className={styles.note}>{t('add.note')}</p>
            <Button variant="primary" type="submit" isPending={add.isPending}>
              {add.isPending ? t('add.checking') : t('add.action')}
            </Button>
          </div>
        </Card>
      </form>
    </Page>
  )
}
