/** The native menu. Its words are here and not in the window's translations: it exists before any window. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { type CommandId, SHORTCUTS } from '../contract/shortcuts.ts'
import type { AppState } from '../contract/views.ts'

type Locale = AppState['locale']
/** Undoing is the Edit menu's own entry. */
type MenuCommand = Exclude<CommandId, 'undo'>

/** In the order of the left column. */
const PLACES = ['today', 'classes', 'assignments', 'timetable', 'packs', 'outbox', 'sources', 'settings'] as const

const WORDS = {
  fr: {
    file: 'Fichier',
    go: 'Aller',
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
    command: {
      palette: 'Rechercher partout…',
      find: 'Chercher dans l’écran',
      tasks: 'Travaux en cours',
      today: 'Aujourd’hui',
      classes: 'Classes',
      assignments: 'Devoirs',
      timetable: 'Emploi du temps',
      packs: 'Exporter',
      outbox: 'Envois',
      sources: 'Sources',
      settings: 'Réglages',
      back: 'Écran précédent',
      forward: 'Écran suivant',
      message: 'Nouveau message',
      sync: 'Synchroniser maintenant',
      print: 'Imprimer…',
      'zoom-in': 'Agrandir',
      'zoom-out': 'Réduire',
      'zoom-reset': 'Taille réelle',
      help: 'Aide de cet écran',
      shortcuts: 'Raccourcis clavier',
    },
  },
  en: {
    file: 'File',
    go: 'Go',
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
    command: {
      palette: 'Search Everywhere…',
      find: 'Search in This Screen',
      tasks: 'Work in Progress',
      today: 'Today',
      classes: 'Classes',
      assignments: 'Assignments',
      timetable: 'Timetable',
      packs: 'Export',
      outbox: 'Deliveries',
      sources: 'Sources',
      settings: 'Settings',
      back: 'Previous Screen',
      forward: 'Next Screen',
      message: 'New Message',
      sync: 'Synchronise Now',
      print: 'Print…',
      'zoom-in': 'Zoom In',
      'zoom-out': 'Zoom Out',
      'zoom-reset': 'Actual Size',
      help: 'Help on This Screen',
      shortcuts: 'Keyboard Shortcuts',
    },
  },
} as const satisfies Record<Locale, { readonly command: Record<MenuCommand, string> } & Record<string, unknown>>

/** Sets the application's menu in this language; called again when the language changes. */
export function setApplicationMenu(options: {
  readonly locale: Locale
  readonly showLogs: () => void
  readonly run: (command: CommandId) => void
}): void {
  const words = WORDS[options.locale]
  const isMac = process.platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  /** The key is shown here and answered by the window, which knows whether a dialog or a field wants it first. */
  const entry = (command: MenuCommand): MenuItemConstructorOptions => ({
    label: words.command[command],
    accelerator: SHORTCUTS[command].keys[0],
    registerAccelerator: false,
    click: () => options.run(command),
  })

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
    submenu: [
      entry('message'),
      entry('sync'),
      entry('print'),
      separator,
      isMac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
    ],
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
      separator,
      entry('find'),
      entry('palette'),
    ],
  }
  const goMenu: MenuItemConstructorOptions = {
    label: words.go,
    submenu: [...PLACES.map(entry), separator, entry('back'), entry('forward'), separator, entry('tasks')],
  }
  // Reloading throws away what is being typed, and the developer tools are a way around the rules.
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.devTools }, separator]
  const viewMenu: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      ...development,
      entry('zoom-reset'),
      entry('zoom-in'),
      entry('zoom-out'),
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
    submenu: [entry('help'), entry('shortcuts'), separator, { label: words.logs, click: options.showLogs }],
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu] : []),
      fileMenu,
      editMenu,
      goMenu,
      viewMenu,
      ...(isMac ? [windowMenu] : []),
      helpMenu,
    ]),
  )
}
