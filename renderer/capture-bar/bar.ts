/**
 * The bar above the ENT's page. It has no bridge: the main process draws it by calling `trousseBar.show`, and a
 * button says what was pressed in the part of the address after `#`.
 */
interface Shown {
  readonly language: string
  readonly label: string
  readonly site: string
  readonly rest: string
  readonly insecure: string
  readonly loading: boolean
  readonly canGoBack: boolean
  readonly canSave: boolean
  readonly words: Readonly<Record<'back' | 'reload' | 'capture' | 'close' | 'address' | 'save', string>>
  readonly tone: 'info' | 'ok' | 'warn'
  readonly text: string
}

function byId<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id)
  if (!found) throw new Error(id)
  return found as E
}

const buttons = {
  back: byId<HTMLButtonElement>('back'),
  reload: byId<HTMLButtonElement>('reload'),
  capture: byId<HTMLButtonElement>('capture'),
  close: byId<HTMLButtonElement>('close'),
  save: byId<HTMLButtonElement>('save'),
}

let presses = 0
for (const [action, button] of Object.entries(buttons)) {
  // A number, so that the same button pressed twice is another address.
  button.addEventListener('click', () => location.replace(`#${action}-${++presses}`))
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function show(shown: Shown): void {
  document.documentElement.lang = shown.language
  document.title = shown.label
  setText(byId('label'), shown.label)
  setText(byId('site'), shown.site)
  setText(byId('rest'), shown.rest)
  setText(byId('named'), `${shown.words.address} : `)
  const insecure = byId('insecure')
  setText(insecure, shown.insecure)
  insecure.hidden = shown.insecure === ''
  for (const icon of ['back', 'reload'] as const) {
    buttons[icon].setAttribute('aria-label', shown.words[icon])
    buttons[icon].title = shown.words[icon]
  }
  setText(buttons.capture, shown.words.capture)
  setText(buttons.close, shown.words.close)
  setText(buttons.save, shown.words.save)
  buttons.save.hidden = !shown.canSave
  buttons.back.disabled = !shown.canGoBack
  buttons.capture.disabled = shown.loading
  const notice = byId('notice')
  notice.className = shown.tone
  setText(notice, shown.text)
}

Object.assign(globalThis, { trousseBar: Object.freeze({ show }) })
