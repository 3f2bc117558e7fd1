/** What the right button offers: the usual of any text field, a link's address, and nothing that opens or saves. */
import { type BrowserWindow, type ContextMenuParams, clipboard, Menu, type MenuItemConstructorOptions } from 'electron'
import type { AppState } from '../contract/views.ts'

const WORDS = {
  fr: { cut: 'Couper', copy: 'Copier', paste: 'Coller', all: 'Tout sélectionner', link: 'Copier l’adresse du lien' },
  en: { cut: 'Cut', copy: 'Copy', paste: 'Paste', all: 'Select All', link: 'Copy Link Address' },
} as const satisfies Record<AppState['locale'], Record<string, string>>

/** Shown outside: an address of ours means nothing elsewhere. */
const OUTSIDE = /^(https:|mailto:|tel:)/

type Click = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'linkURL' | 'editFlags' | 'dictionarySuggestions'>

/** The entries for one click; empty where there is nothing to offer. */
function entriesOf(click: Click, locale: AppState['locale'], replace: (word: string) => void) {
  const words = WORDS[locale]
  const entries: MenuItemConstructorOptions[] = click.dictionarySuggestions.map((word) => ({
    label: word,
    click: () => replace(word),
  }))
  if (entries.length > 0) entries.push({ type: 'separator' })
  if (click.isEditable) {
    entries.push(
      { role: 'cut', label: words.cut, enabled: click.editFlags.canCut },
      { role: 'copy', label: words.copy, enabled: click.editFlags.canCopy },
      { role: 'paste', label: words.paste, enabled: click.editFlags.canPaste },
      { role: 'selectAll', label: words.all, enabled: click.editFlags.canSelectAll },
    )
  } else if (click.selectionText.trim() !== '') entries.push({ role: 'copy', label: words.copy })
  if (OUTSIDE.test(click.linkURL)) {
    const address = click.linkURL.replace(/^(mailto|tel):/, '')
    entries.push({ label: words.link, click: () => clipboard.writeText(address) })
  }
  return entries
}

export function offerContextMenu(window: BrowserWindow, locale: () => AppState['locale']): void {
  const { webContents: contents } = window
  contents.on('context-menu', (_event, click) => {
    const entries = entriesOf(click, locale(), (word) => contents.replaceMisspelling(word))
    if (entries.length > 0) Menu.buildFromTemplate(entries).popup({ window })
  })
}
