import { Radar, Search, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformView, WatchSuggestion } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, Card, focusFirstInvalid, Page, PageHeader, showToast, TextField } from '../../ui/index.ts'
import { STATE_TONE } from './platform-advice.tsx'
import styles from './watch-page.module.css'
import { WitnessCard } from './witness-card.tsx'

/** Watching an ENT by its address alone, without any source or password. */
export function WatchPage() {
  const { t } = useTranslation('outage')
  const { data: state } = useChannel('app.state')
  const isDemo = state?.space === 'demo'
  return (
    <Page width="reading">
      <PageHeader
        title={t('watch.title')}
        subtitle={t('watch.subtitle')}
        back={{ href: linkTo('outage'), label: t('page.title') }}
      />
      {isDemo ? <p className={styles.soft}>{t('watch.demo')}</p> : <AddWatch />}
      <WatchedList isDemo={isDemo} />
      {!isDemo && <WitnessCard />}
    </Page>
  )
}

function AddWatch() {
  const { t } = useTranslation('outage')
  const [url, setUrl] = useState('')
  const [tried, setTried] = useState(false)
  const suggest = useAction('availability.suggest')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (url.trim() === '') return focusFirstInvalid(event.currentTarget)
    suggest.mutate({ url: url.trim() })
  }
  const restart = () => {
    setUrl('')
    setTried(false)
    suggest.reset()
  }
  return (
    <Card>
      <form onSubmit={submit} noValidate className={styles.form}>
        <TextField
          label={t('watch.address')}
          hint={t('watch.address-hint')}
          value={url}
          onChange={setUrl}
          errorMessage={tried && url.trim() === '' ? t('watch.missing') : null}
          autoComplete="off"
        />
        <div>
          <Button type="submit" icon={Search} isPending={suggest.isPending}>
            {suggest.isPending ? t('watch.looking') : t('watch.look')}
          </Button>
        </div>
      </form>
      {suggest.error && <ErrorState error={suggest.error} />}
      {suggest.data && !suggest.isPending && (
        <Suggestion key={suggest.submittedAt} suggestion={suggest.data} onDone={restart} />
      )}
    </Card>
  )
}

function Suggestion({ suggestion, onDone }: { readonly suggestion: WatchSuggestion; readonly onDone: () => void }) {
  const { t } = useTranslation('outage')
  const [name, setName] = useState(suggestion.platform)
  const watch = useAction('availability.watch')
  const { services, loginHost, version } = suggestion
  const add = async () => {
    const platform = name.trim() || suggestion.platform
    try {
      const asked = services.map(({ role, product, url }) => ({ role, product, url }))
      await watch.mutateAsync({ platform, services: asked })
      showToast({ tone: 'ok', title: t('watch.added', { platform }) })
      onDone()
    } catch {
      // In `watch.error`.
    }
  }
  return (
    <section className={styles.found} aria-labelledby="watch-found" role="status">
      <h2 id="watch-found" className={styles.title}>
        {t('watch.found')}
      </h2>
      <ul className={styles.services}>
        {services.map(({ url, role, host, state, cause }) => (
          <li key={`${role} ${url}`} className={styles.service}>
            <Badge tone={STATE_TONE[state]}>
              {t('role-state', { role: t(`role.${role}`), state: t(`service-state.${state}`) })}
            </Badge>
            <span>{host}</span>
            <span className={styles.soft}>{t(`availability.cause.${cause}`)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>
        {loginHost === null ? t('watch.own-login') : t('watch.delegates', { host: loginHost })}
        {version !== null && <> {t('watch.version', { version })}</>}
      </p>
      <TextField label={t('watch.name')} value={name} onChange={setName} maxLength={100} />
      {watch.error && <ErrorState error={watch.error} />}
      <div>
        <Button variant="primary" icon={Radar} onPress={() => void add()} isPending={watch.isPending}>
          {t('watch.add')}
        </Button>
      </div>
    </section>
  )
}

function WatchedList({ isDemo }: { readonly isDemo: boolean }) {
  const { t } = useTranslation('outage')
  const { data: platforms = [] } = useChannel('availability.platforms')
  const unwatch = useAction('availability.unwatch')
  const remove = async ({ platform }: PlatformView) => {
    try {
      await unwatch.mutateAsync({ platform })
      showToast({ tone: 'ok', title: t('watch.removed', { platform }) })
    } catch {
      // In `unwatch.error`.
    }
  }
  return (
    <Card title={t('watch.list')}>
      {platforms.length === 0 && <p className={styles.soft}>{t('watch.none')}</p>}
      <ul className={styles.platforms}>
        {platforms.map((one) => (
          <li key={one.platform} className={styles.platform}>
            <span className={styles.name}>
              <strong>{one.platform}</strong>
              <span className={styles.soft}>{one.services.map(({ host }) => host).join(', ')}</span>
            </span>
            {one.watchedByHand && !isDemo ? (
              <Button
                size="small"
                icon={Trash2}
                onPress={() => void remove(one)}
                isDisabled={unwatch.isPending}
                aria-label={t('watch.remove-named', { platform: one.platform })}
              >
                {t('watch.remove')}
              </Button>
            ) : (
              <span className={styles.soft}>{t('watch.by-source')}</span>
            )}
          </li>
        ))}
      </ul>
      {unwatch.error && <ErrorState error={unwatch.error} />}
    </Card>
  )
}
