// The window on a fake bridge: `vite --config test/helpers/fake-window/vite.config.js`, then
// http://localhost:5199/?phase=welcome, ?availability=down&space=demo, ?theme=dark&locale=en, ?empty=1…
import { createFakeBridge } from '../fake-bridge.ts'

const query = Object.fromEntries(new URLSearchParams(location.search))
const { empty, held, handover, keychain, failing, size, ...plain } = query
window.trousse = createFakeBridge({
  ...plain,
  empty: empty === '1',
  held: held === '1',
  handover: handover === '1',
  keychain: keychain === '1',
  ...(failing ? { failing: Object.fromEntries(failing.split(',').map((pair) => pair.split(':'))) } : {}),
  ...(size ? { classSize: Number(size) } : {}),
})
await import('../../../renderer/app/main.tsx')
