import { useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../electron/contract/views.ts'
import { useChannel } from '../bridge/index.ts'
import { RecoveryCodeScreen, type SetUp, Welcome } from '../features/onboarding/index.tsx'
import { Locked, Rescue } from '../features/recovery/index.tsx'
import { Announcer, Toasts } from '../ui/index.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { linkTo, navigate } from './router.ts'
import { Shell } from './shell.tsx'
import { RememberTables } from './table-memory.tsx'
import { applyTheme } from './theme.ts'
import { useFocusGuard } from './use-focus-guard.ts'

/** The whole window: the right screen for the state of the application, in the right language and colours. */
export function App({ first }: { readonly first: AppState }) {
  const { data: state = first } = useChannel('app.state')
  const { i18n } = useTranslation()
  const { locale, theme } = state
  useFocusGuard()
  useEffect(() => {
    document.documentElement.lang = locale
    void i18n.changeLanguage(locale)
  }, [i18n, locale])
  useEffect(() => applyTheme(theme), [theme])
  return (
    <I18nProvider locale={locale === 'en' ? 'en-GB' : 'fr-FR'}>
      <ErrorBoundary>
        <RememberTables>
          <Phase state={state} />
        </RememberTables>
      </ErrorBoundary>
      <Announcer />
      <Toasts />
    </I18nProvider>
  )
}

function Phase({ state }: { readonly state: AppState }) {
  // The space opens before its recovery code has been read: the code keeps the screen until it is noted.
  const [setUp, setSetUp] = useState<SetUp>({ step: 'none' })
  if (setUp.step === 'code') {
    return (
      <RecoveryCodeScreen
        code={setUp.code}
        onKept={() => {
          navigate(linkTo('start', ['data']))
          setSetUp({ step: 'none' })
        }}
      />
    )
  }
  if (setUp.step === 'creating' || state.phase === 'welcome' || state.phase === 'create') {
    return <Welcome passphraseNeeded={state.phase === 'create'} onSetUp={setSetUp} />
  }
  if (state.phase === 'locked') return <Locked />
  if (state.phase === 'rescue') return <Rescue rescue={state.rescue} />
  return <Shell state={state} />
}
