import { createRoot } from 'react-dom/client'
import { askEarly, BridgeProvider, call, createBridgeClient } from '../bridge/index.ts'
import { startTranslations } from '../i18n/index.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import { App } from './app.tsx'
import { readPlace } from './router.ts'
import { loadScreen, loadScreensWhenIdle } from './routes.tsx'
import { applyTheme } from './theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')

// The first paint is already in the right language and the right colours.
// A screen that cannot be fetched is told by the shell, which asks again.
const place = readPlace(window.location.hash)
// What the first screen shows is asked for before the code that shows it has come.
const client = createBridgeClient()
if (place.screen === 'today') void askEarly(client, 'today.read')
const [state] = await Promise.all([call('app.state', undefined), loadScreen(place.screen).catch(() => null)])
applyTheme(state.theme)
await startTranslations(state.locale)

createRoot(root).render(
  <BridgeProvider client={client}>
    <App first={state} />
  </BridgeProvider>,
)
loadScreensWhenIdle()
