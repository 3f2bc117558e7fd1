/** What every session and every window content of this process is forbidden. reliability.md E5, E10, E11. */
import { app, type Session, type WebContents } from 'electron'
import type { Log } from '../platform/log.ts'
import { isEntSession } from './capture/ent-session.ts'

/** "Copier" on a passphrase or an address; everything else that asks is refused. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write'

/**
 * Call before the app is ready, so that no session and no content exists that escaped the rules.
 * `origin` is the only one a document may have.
 */
export function applySecurityRules(options: { readonly origin: string; readonly log: Log }): void {
  app.on('session-created', (session) => applySessionRules(session, options.origin))
  app.on('web-contents-created', (_event, contents) => {
    // The ENT's view goes where the school's site leads, by rules of its own (capture/ent-window.ts).
    if (!isEntSession(contents.session)) applyContentsRules(contents, options.log)
  })
}

function applySessionRules(session: Session, origin: string): void {
  const isOurs = (url: string) => url === origin || url.startsWith(`${origin}/`)
  session.setPermissionRequestHandler((_contents, permission, done, details) =>
    done(permission === ALLOWED_PERMISSION && details.isMainFrame && isOurs(details.requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => permission === ALLOWED_PERMISSION && isOurs(requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, done) => done({}))
  session.setBluetoothPairingHandler((_details, done) => done({ confirmed: false }))
  session.on('will-download', (event) => {
    // The ENT's window refuses too, and lets the teacher ask for the file.
    if (!isEntSession(session)) event.preventDefault()
  })
  // Spelling dictionaries would be fetched from a server of Google's; a Mac has its own.
  session.setSpellCheckerEnabled(process.platform === 'darwin')
}

function applyContentsRules(contents: WebContents, log: Log): void {
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault()
    log.warn('refused by the window rules', { what })
  }
  // The window is one document for its whole life: it never has a reason to go anywhere, and a file or a
  // link dropped on it arrives as a navigation.
  contents.on('will-navigate', refuse('navigation'))
  contents.on('will-frame-navigate', refuse('frame navigation'))
  contents.on('will-redirect', refuse('redirect'))
  contents.on('will-attach-webview', refuse('webview'))
  contents.setWindowOpenHandler(() => {
    log.warn('refused by the window rules', { what: 'window' })
    return { action: 'deny' }
  })
}
