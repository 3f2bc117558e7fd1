/** The computer's own notifications: only what needs the teacher, and only while the window is not looked at. */
import { type BrowserWindow, Notification } from 'electron'
import type { EventName } from '../contract/channel-names.ts'
import type { EventPayload } from '../contract/events.ts'
import type { AppState } from '../contract/views.ts'
import { availabilityNotices, type KnownStates, type Notice, taskNotice } from '../domain/notices.ts'

/** No pupil's name and no message's subject: a notification shows over a locked screen or a class's projector. */
const WORDS = {
  fr: {
    'ent-down': (service: string) => [
      `${service} ne répond plus`,
      'Ouvrez Trousse pour joindre vos classes autrement.',
    ],
    'ent-up': (service: string) => [
      `${service} répond de nouveau`,
      'Ouvrez Trousse pour voir ce qui est à y reporter.',
    ],
    refusals: (count: number) => [
      'Envoi terminé, à vérifier',
      count === 1
        ? 'Un destinataire ne l’a pas reçu à coup sûr.'
        : `${count} destinataires ne l’ont pas reçu à coup sûr.`,
    ],
    'send-failed': () => ['Envoi arrêté', 'Rien n’est perdu : ouvrez Trousse pour le reprendre.'],
    held: () => ['Synchronisation suspendue', 'Elle retirerait beaucoup d’élèves : Trousse attend votre avis.'],
  },
  en: {
    'ent-down': (service: string) => [
      `${service} no longer answers`,
      'Open Trousse to reach your classes another way.',
    ],
    'ent-up': (service: string) => [`${service} answers again`, 'Open Trousse to see what to carry back to it.'],
    refusals: (count: number) => [
      'Sending finished, to be checked',
      count === 1 ? 'One person may not have received it.' : `${count} people may not have received it.`,
    ],
    'send-failed': () => ['Sending stopped', 'Nothing is lost: open Trousse to take it up again.'],
    held: () => ['Synchronisation held', 'It would remove many pupils: Trousse waits for your decision.'],
  },
} as const

const wordsOf = (notice: Notice, locale: AppState['locale']): readonly string[] => {
  const words = WORDS[locale]
  switch (notice.kind) {
    case 'ent-down':
    case 'ent-up':
      return words[notice.kind](notice.service)
    case 'refusals':
      return words.refusals(notice.count)
    case 'send-failed':
    case 'held':
      return words[notice.kind]()
  }
}

/** The screen that a click opens. */
function placeOf(notice: Notice): EventPayload<'go'> {
  switch (notice.kind) {
    case 'ent-down':
    case 'ent-up':
      return { screen: 'today', path: [] }
    case 'refusals':
      return { screen: 'outbox', path: [String(notice.messageId)] }
    case 'send-failed':
      return { screen: 'outbox', path: [] }
    case 'held':
      return { screen: 'sources', path: [] }
  }
}

export interface NotifierOptions {
  readonly window: () => BrowserWindow | null
  readonly locale: () => AppState['locale']
  /** The teacher's choice. */
  readonly isWanted: () => boolean
  /** Brings the window to the front, at this screen. */
  readonly open: (place: EventPayload<'go'>) => void
}

/** Looks at every event that goes to the window. */
export function createNotifier(options: NotifierOptions) {
  let known: KnownStates = {}
  /** Without this the system may collect a notification, and its click with it. */
  const shown = new Set<Notification>()

  const isLookedAt = () => {
    const window = options.window()
    return window?.isVisible() === true && !window.isMinimized() && window.isFocused()
  }
  const show = (notice: Notice) => {
    if (!options.isWanted() || isLookedAt() || !Notification.isSupported()) return
    const [title = '', body = ''] = wordsOf(notice, options.locale())
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('click', () => options.open(placeOf(notice)))
    for (const event of ['click', 'close', 'failed'] as const) {
      // Electron types each event by itself.
      notification.on(event as 'close', () => shown.delete(notification))
    }
    notification.show()
  }
  return {
    see<E extends EventName>(event: E, payload: EventPayload<E>): void {
      if (event === 'availability') {
        const turned = availabilityNotices(known, payload as EventPayload<'availability'>)
        known = turned.known
        for (const notice of turned.notices) show(notice)
      }
      if (event === 'task') {
        const notice = taskNotice(payload as EventPayload<'task'>)
        if (notice !== null) show(notice)
      }
      // Another space is another school.
      if (event === 'state' && (payload as EventPayload<'state'>).space === 'none') known = {}
    },
  }
}
