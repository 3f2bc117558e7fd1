/** The native menu. Its words are here and not in the window's translations: it exists before any window. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { AppState } from '../contract/views.ts'

type Locale = AppState['locale']

const WORDS = {
  fr: {
    file: 'Fichier',
    close: 'Fermer la fenêtre',
    quit: 'Quitter Trousse',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    pasteText: 'Coller sans mise en forme',
    selectAll: 'Tout sélectionner',
    view: 'Affichage',
    actualSize: 'Taille réelle',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    fullScreen: 'Plein écran',
    reload: 'Recharger',
    devTools: 'Outils de développement',
    window: 'Fenêtre',
    minimize: 'Placer dans le Dock',
    front: 'Tout ramener au premier plan',
    about: 'À propos de Trousse',
    services: 'Services',
    hide: 'Masquer Trousse',
    hideOthers: 'Masquer les autres',
    unhide: 'Tout afficher',
    help: 'Aide',
    logs: 'Afficher le journal technique',
  },
  en: {
    file: 'File',
    close: 'Close Window',
    quit: 'Quit Trousse',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    pasteText: 'Paste and Match Style',
    selectAll: 'Select All',
    view: 'View',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    reload: 'Reload',
    devTools: 'Developer Tools',
    window: 'Window',
    minimize: 'Minimise',
    front: 'Bring All to Front',
    about: 'About Trousse',
    services: 'Services',
    hide: 'Hide Trousse',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    help: 'Help',
    logs: 'Show the Technical Log',
  },
} as const satisfies Record<Locale, Record<string, string>>

/** Sets the application's menu in this language; called again when the language changes. */
export function setApplicationMenu(options: { locale: Locale; showLogs: () => void }): void {
  const words = WORDS[options.locale]
  const isMac = process.platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: 'about', label: words.about },
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.unhide },
      separator,
      { role: 'quit', label: words.quit },
    ],
  }
  const fileMenu: MenuItemConstructorOptions = {
    label: words.file,
    submenu: isMac ? [{ role: 'close', label: words.close }] : [{ role: 'quit', label: words.quit }],
  }
  const editMenu: MenuItemConstructorOptions = {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'pasteAndMatchStyle', label: words.pasteText },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
  // Reloading throws away what is being typed, and the developer tools are a way around the rules.
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.devTools }, separator]
  const viewMenu: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      ...development,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
    ],
  }
  const windowMenu: MenuItemConstructorOptions = {
    label: words.window,
    submenu: [{ role: 'minimize', label: words.minimize }, separator, { role: 'front', label: words.front }],
  }
  const helpMenu: MenuItemConstructorOptions = {
    role: 'help',
    label: words.help,
    submenu: [{ label: words.logs, click: options.showLogs }],
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu] : []),
      fileMenu,
      editMenu,
      viewMenu,
      ...(isMac ? [windowMenu] : []),
      helpMenu,
    ]),
  )
}
