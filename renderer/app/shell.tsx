import { useTranslation } from 'react-i18next'
import type { AppState } from '../../electron/contract/views.ts'
import { HelpLink } from '../features/help/help-link.tsx'
import { DemoBar, EntState, OutageBanner } from '../features/outage/index.tsx'
import { GlobalSearch } from '../features/search/index.tsx'
import { Shortcuts } from '../features/shortcuts/index.tsx'
import { TaskTray } from '../features/tasks/index.tsx'
import { Page, Skeleton } from '../ui/index.ts'
import { DropZone } from './drop-zone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Navigation } from './navigation.tsx'
import { type Place, type ScreenName, usePlace } from './router.ts'
import { useScreen } from './routes.tsx'
import styles from './shell.module.css'
import { useScreenTitle } from './use-screen-title.ts'
import { useWindowCommands } from './use-window-commands.ts'

/** Screens that are about the outage. */
const SAYS_IT_ITSELF: ReadonlySet<ScreenName> = new Set(['today', 'outage'])

/** Everything around the screens: navigation, search, state of the ENT, running tasks. */
export function Shell({ state }: { readonly state: AppState }) {
  const { t } = useTranslation('shell')
  const place = usePlace()
  useWindowCommands()
  useScreenTitle(`${place.screen}/${place.path.join('/')}`)
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <DropZone />
      <Shortcuts />
      {state.space === 'demo' && <DemoBar />}
      <div className={styles.columns}>
        <Navigation current={place.screen} state={state} />
        <div className={styles.work}>
          <header className={styles.header}>
            <div className={styles.search}>
              <GlobalSearch />
            </div>
            <EntState />
            <TaskTray screen={place.screen} />
            <HelpLink screen={place.screen} />
          </header>
          {!SAYS_IT_ITSELF.has(place.screen) && <OutageBanner />}
          <main id="main" className={styles.main} tabIndex={-1}>
            <ErrorBoundary key={place.screen}>
              <ScreenAt place={place} />
            </ErrorBoundary>
          </main>
        </div>
      </div>
    </div>
  )
}

/** Inside the error boundary, which catches a screen whose code cannot be fetched. */
function ScreenAt({ place }: { readonly place: Place }) {
  const Screen = useScreen(place.screen)
  if (Screen) return <Screen path={place.path} query={place.query} />
  return (
    <Page>
      <Skeleton lines={5} />
    </Page>
  )
}
