/**
 * A `window.trousse` with no process behind it, for development of the window and pictures of its screens.
 * Typed by the contract: a channel that changes there stops compiling here.
 */
import type { Invoke, Reply, TrousseBridge } from '../../electron/contract/bridge.ts'
import { CHANNEL_NAMES, type ChannelName, type EventName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import { type ErrorCode, TrousseError, toErrorShape } from '../../electron/contract/errors.ts'
import type { EventPayload, StalePart } from '../../electron/contract/events.ts'
import type * as v from '../../electron/contract/views.ts'
import { settingsSchema } from '../../electron/contract/views.ts'
import {
  fakeChosen,
  fakeCoverage,
  fakeHeld,
  fakeImport,
  fakeMessages,
  fakePacks,
  fakePlan,
  fakeRuns,
  fakeSources,
  fakeToday,
  listedSource,
} from './fake-answers.ts'
import { fakePreview } from './fake-exports.ts'
import { fakeHandedIn } from './fake-handed-in.ts'
import { fakeMatching } from './fake-matching.ts'
import { FAKE_FINDINGS, fakeHandover, fakeRegister, fakeRehearsal } from './fake-moments.ts'
import { fakeHistory, fakePlatforms, fakeSuggestion } from './fake-outages.ts'
import { fakeReach } from './fake-reach.ts'
import { fakeReplies } from './fake-replies.ts'
import { makeFakeSchool, rosterRow } from './fake-school.ts'
import { fakeShares } from './fake-shares.ts'
import { fakeWork } from './fake-work.ts'

const noWindow = (): never => {
  throw new TrousseError('capture-no-window')
}

type Handlers = { [C in ChannelName]: (request: Request<C>) => Response<C> | Promise<Response<C>> }

export interface FakeBridgeOptions {
  readonly phase?: v.AppState['phase']
  readonly space?: v.AppState['space']
  readonly locale?: 'fr' | 'en'
  readonly theme?: 'system' | 'light' | 'dark'
  readonly availability?: v.Availability['state']
  /** A space that was just made: nobody in it. */
  readonly empty?: boolean
  /** A synchronisation waits for a decision. */
  readonly held?: boolean
  readonly keychain?: boolean
  /** An outage is over and waits to be carried back. */
  readonly handover?: boolean
  /** Channels that answer with this error. */
  readonly failing?: Partial<Record<ChannelName, ErrorCode>>
  /** Pupils per class. */
  readonly classSize?: number
}

const TASK_TICK_MS = 250
const FAKE_DRIVES: v.DriveView[] = [
  {
    id: '00000000000000a1',
    name: 'CLE VERTE',
    fileSystem: 'FAT32',
    freeBytes: 12_400_000_000,
    totalBytes: 15_900_000_000,
    maxFileBytes: 2 ** 32 - 1,
    readOnly: false,
  },
  {
    id: '00000000000000a2',
    name: 'Carte du CDI',
    fileSystem: 'exFAT',
    freeBytes: 900_000_000,
    totalBytes: 32_000_000_000,
    maxFileBytes: null,
    readOnly: true,
  },
]
const PACK_WORK = [
  'class.name',
  'assignment.title',
  'assignment.subject',
  'assignment.dates',
  'assignment.instructions',
  'attachment.file',
]
const filled = (text: string): string =>
  text.replaceAll('{prénom}', 'Adèle').replaceAll('{nom}', 'Abadie').replaceAll('{classe}', '2de 1')
const CAUSES: Record<v.Availability['state'], v.Availability['cause']> = {
  up: 'answers',
  down: 'maintenance-page',
  unknown: 'never-checked',
  'own-network-down': 'own-network',
}

export function createFakeBridge(options: FakeBridgeOptions = {}): TrousseBridge {
  const now = new Date()
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
  const school = makeFakeSchool(now, options.classSize)
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const emit = <E extends EventName>(event: E, payload: EventPayload<E>) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }
  const changed = (...parts: StalePart[]) => emit('changed', { parts })

  let state: v.AppState = {
    phase: options.phase ?? 'ready',
    space: options.space ?? 'own',
    locale: options.locale ?? 'fr',
    theme: options.theme ?? 'system',
    version: '0.1.0',
    keyCustody: options.space === 'demo' ? 'demo' : 'os',
    recoveryCodeKept: true,
    rescue:
      options.phase === 'rescue'
        ? {
            error: { code: 'store-damaged', params: {} },
            backups: [1, 2, 5].map((days) => ({
              name: `sauvegarde-${days}`,
              at: ago(days * 1440 + 35),
              bytes: 8_412_160,
            })),
          }
        : null,
  }
  const setState = (change: Partial<v.AppState>) => {
    state = { ...state, ...change }
    emit('state', state)
  }
  let settings: v.Settings = {
    locale: state.locale,
    theme: state.theme,
    teacherName: 'Claire Monnerie',
    signature: 'Claire Monnerie\nProfesseure de lettres',
    teacherAddress: '',
    syncEveryHours: 6,
    holidayPause: 'common',
    quietHours: true,
    storePortraits: true,
  }
  const tables: v.Arrangement['tables'] = {}
  let arrangement = { notifications: true, singleKeys: true }
  let mail: v.MailView | null = options.empty
    ? null
    : {
        host: 'smtp.messagerie.example',
        port: 465,
        security: 'tls',
        user: 'claire.monnerie@lycee.example',
        fromAddress: 'claire.monnerie@lycee.example',
        fromName: 'Claire Monnerie',
        perMinute: 30,
        proxyPasswordStored: false,
        signedIn: false,
        announcedBytes: 20_000_000,
        passwordStored: true,
      }
  let scenario: v.DemoScenario = options.availability === 'down' ? 'maintenance' : 'normal'
  let held = options.held ? [fakeHeld(ago(42))] : []
  let sources = options.empty ? [] : fakeSources(ago).map((source) => listedSource(source))
  let availability: v.Availability[] = options.empty ? [] : [served(options.availability ?? 'up')]
  const tasks = new Map<string, v.TaskView>()

  function served(to: v.Availability['state']): v.Availability {
    const since = to === 'up' ? ago(3 * 1440) : ago(38)
    return { state: to, cause: CAUSES[to], since, checkedAt: ago(2), service: 'ENT du lycée' }
  }
  function startTask(kind: v.TaskView['kind'], subject: string, total: number, outcome: v.TaskView['outcome']) {
    const id = `task-${tasks.size + 1}`
    const put = (change: Partial<v.TaskView>) => {
      const before = tasks.get(id)
      if (before === undefined || before.state !== 'running') return
      const task = { ...before, ...change }
      tasks.set(id, task)
      emit('task', task)
    }
    const startedAt = new Date().toISOString()
    const first: v.TaskView = {
      id,
      kind,
      subject,
      state: 'running',
      step: 'connecting',
      done: 0,
      total,
      bytes: 0,
      startedAt,
      endedAt: null,
      error: null,
      outcome: null,
      canRetry: false,
    }
    tasks.set(id, first)
    let done = 0
    const timer = setInterval(() => {
      done = Math.min(total, done + Math.ceil(total / 12))
      const step = done < total / 3 ? 'people' : done < total ? 'assignments' : 'writing'
      put({ done, step, bytes: done * 1800 })
      if (done < total && tasks.get(id)?.state === 'running') return
      clearInterval(timer)
      put({ state: 'done', endedAt: new Date().toISOString(), outcome })
      changed('people', 'classes', 'assignments', 'sources', 'packs', 'messages')
    }, TASK_TICK_MS)
    queueMicrotask(() => emit('task', first))
    return { taskId: id }
  }
  const orRefuse = <T>(value: T | undefined): T => {
    if (value === undefined) throw new TrousseError('not-found')
    return value
  }
  const messages = fakeMessages(ago, school)
  const className = (id: number) => orRefuse(school.classes.find((one) => one.id === id)).name

  const handlers: Handlers = {
    'app.state': () => state,
    'app.createSpace': ({ passphrase }) => {
      if (passphrase === null && !options.keychain) throw new TrousseError('vault-weak-passphrase', { minimum: 10 })
      setState({
        phase: 'ready',
        space: 'own',
        keyCustody: passphrase === null ? 'os' : 'passphrase',
        recoveryCodeKept: false,
      })
      return { recoveryCode: '7Z4QH-2KMB9-X0CTV-9RWE3-HN6PA' }
    },
    'app.recoveryCodeKept': () => setState({ recoveryCodeKept: true }),
    'app.renewRecoveryCode': () => {
      setState({ recoveryCodeKept: false })
      return { recoveryCode: 'M3WX9-P0R7K-28TQE-5ZJ4V-CH1BN' }
    },
    'app.changePassphrase': () => undefined,
    'app.unlock': ({ value: secret, kind }) => {
      if (secret.length < 5)
        throw new TrousseError(kind === 'passphrase' ? 'vault-wrong-passphrase' : 'vault-wrong-recovery-code')
      setState({ phase: 'ready', space: 'own' })
    },
    'app.openDemo': () => setState({ phase: 'ready', space: 'demo', keyCustody: 'demo' }),
    'app.leaveDemo': () => setState({ phase: 'welcome', space: 'none' }),
    'app.openExternal': () => undefined,
    'app.showDataFolder': () => undefined,
    'app.rescue': () => setState({ phase: 'ready', space: 'own', rescue: null }),
    'settings.read': () => settings,
    'preferences.read': () => ({ tables, ...arrangement }),
    'preferences.update': (change) => {
      if (change.locale) setState({ locale: change.locale })
      arrangement = {
        notifications: change.notifications ?? arrangement.notifications,
        singleKeys: change.singleKeys ?? arrangement.singleKeys,
      }
    },
    'preferences.rememberTable': ({ table, columns }) => {
      tables[table] = columns
    },
    'settings.update': (change) => {
      settings = { ...settings, ...settingsSchema.partial().parse(change) } as v.Settings
      setState({ locale: settings.locale, theme: settings.theme })
      changed('settings')
      return settings
    },
    'today.read': () =>
      fakeToday(school, { availability, held: held.length, lastSyncAt: ago(165), empty: options.empty ?? false, now }),
    'classes.list': () => (options.empty ? [] : [...school.classes]),
    'classes.roster': ({ classId }) => (classId === null ? school.pupils : school.members(classId)).map(rosterRow),
    'pupils.read': ({ id }) => orRefuse(school.pupils.find((pupil) => pupil.id === id)),
    'assignments.list': ({ classId, text, dueFrom, dueTo, offset = 0, limit = 100 }) => {
      const rows = options.empty
        ? []
        : school.assignments.filter(
            (one) =>
              (classId === undefined || one.classId === classId) &&
              (text === undefined || one.title.toLowerCase().includes(text.toLowerCase())) &&
              (dueFrom === undefined || (one.dueOn ?? '') >= dueFrom) &&
              (dueTo === undefined || (one.dueOn ?? '') <= dueTo),
          )
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },
    'assignments.read': ({ id }) => orRefuse(school.assignments.find((one) => one.id === id)),
    ...fakeWork(school, options.empty ?? false, ago(5), changed),
    'timetable.read': () => [],
    ...fakeMatching(school, options.empty ?? false, ago(90), () => changed('people', 'classes')),
    'search.query': ({ text, limit }) =>
      school.pupils
        .filter((pupil) => `${pupil.familyName} ${pupil.givenName}`.toLowerCase().includes(text.toLowerCase()))
        .slice(0, limit)
        .map((pupil) => ({
          kind: 'pupil',
          id: pupil.id,
          title: `${pupil.familyName} ${pupil.givenName}`,
          detail: pupil.className,
          parentId: null,
        })),
    'sources.list': () => sources,
    'sources.add': ({ kind, label, url }) => {
      const source: v.SourceView = {
        id: 90 + sources.length,
        kind,
        label,
        origin: new URL(url).host,
        isDemo: false,
        createdAt: ago(0),
        lastSuccessAt: null,
        lastRun: null,
      }
      sources = [...sources, listedSource(source)]
      changed('sources')
      return { step: 'added', source }
    },
    'sources.signIn': ({ id }) => ({
      step: 'added',
      source: orRefuse(sources.find((source) => source.id === id)),
    }),
    'sources.answer': () => {
      throw new TrousseError('ticket-unknown')
    },
    'sources.remove': ({ id }) => {
      sources = sources.filter((source) => source.id !== id)
      changed('sources', 'people', 'classes')
    },
    'imports.chooseFiles': () => fakeChosen,
    'imports.paste': () => fakeChosen,
    'imports.recognise': () => [
      { part: 0, kind: 'roster-file', files: ['liste-2de3.csv'], passphraseNeeded: false, error: null },
    ],
    'imports.forget': () => undefined,
    'imports.preview': ({ mapping }) => fakeImport(mapping, school),
    'imports.apply': ({ mapping }) => {
      changed('people', 'classes', 'sources')
      return {
        kind: 'roster-file',
        sourceId: 9,
        sourceLabel: 'Listes importées',
        counts: fakeImport(mapping, school).counts,
      }
    },
    'capture.state': () => ({
      available: true,
      window: null,
      pending: null,
      last: null,
      suggestions: [],
      sources: [],
    }),
    'capture.open': () => ({ sourceId: 9 }),
    'capture.page': () => noWindow(),
    'capture.preview': () => noWindow(),
    'capture.apply': () => noWindow(),
    'capture.discard': () => undefined,
    'capture.forgetPage': () => undefined,
    'capture.round': () => noWindow(),
    'capture.close': () => undefined,
    'sync.start': () => startTask('sync', 'ENT du lycée', 2412, { added: 3, changed: 12, removed: 0, unchanged: 2397 }),
    'sync.runs': ({ limit }) => (options.empty ? [] : fakeRuns(ago).slice(0, limit)),
    'sync.held': () => held,
    'sync.decide': ({ heldId }) => {
      held = held.filter((one) => one.id !== heldId)
      changed('held', 'people', 'classes')
    },
    'availability.read': () => availability,
    'availability.check': () => availability,
    'availability.platforms': () => fakePlatforms(availability),
    'availability.suggest': ({ url }) => fakeSuggestion(url),
    'availability.watch': () => changed('sources'),
    'availability.unwatch': () => changed('sources'),
    'availability.witness': () => ({ url: null }),
    'availability.setWitness': () => changed('settings'),
    'availability.history': ({ days }) => fakeHistory(ago, days),
    'availability.exportHistory': ({ format }) => ({ fileName: `Historique des pannes 2026-11-24.${format}` }),
    'resume.read': () => fakeHandover(ago, options.handover ?? false),
    'resume.mark': () => changed('handover'),
    'resume.close': () => ({ id: 1 }),
    'resume.reopen': () => changed('handover'),
    'resume.exportReport': () => ({ fileName: 'Bilan de la panne 2026-11-24.pdf' }),
    'drill.rehearse': ({ classId }) => fakeRehearsal(className(classId), school.members(classId).length),
    'drill.check': () => [...FAKE_FINDINGS],
    'drill.finish': ({ durationMs }) => ({ id: 1, at: ago(0), durationMs, findings: [...FAKE_FINDINGS] }),
    'drill.list': () => [],
    'start.guess': ({ look }) => ({
      system: look === 'none' || look === null ? null : look,
      because: look === null ? [] : ['look'],
      contradicted: false,
    }),
    'register.read': () => fakeRegister(),
    'register.save': () => changed('register'),
    'register.export': () => ({ fileName: 'Fiche de registre – Trousse 2026-11-24.pdf' }),
    'exports.preview': fakePreview,
    'exports.save': ({ classIds: [classId = 0] }) =>
      startTask('export', className(classId), 3, {
        fileName: 'Fiche d’appel – 2de 1 2026-11-24.pdf',
        bytes: 84_000,
        pages: 3,
        packId: 1,
      }),
    'exports.print': () => ({ printed: true }),
    'packs.preview': ({ classId, profile }) => {
      const pupils = school.members(classId)
      const mine = school.assignments.filter((one) => one.classId === classId)
      return {
        className: className(classId),
        pupils: profile === 'teacher' || profile === 'substitute' ? pupils.length : 0,
        guardians: profile === 'teacher' ? pupils.flatMap((pupil) => pupil.guardians).length : 0,
        assignments: mine.length,
        attachments: mine.flatMap((one) => one.files).filter((file) => file.here).length,
        attachmentsMissing: mine
          .flatMap((one) => one.files)
          .filter((file) => !file.here)
          .map((file) => file.name),
        estimatedBytes: 14_300_000,
        fields:
          profile === 'teacher'
            ? [...PACK_WORK, 'pupil.name', 'pupil.birthDate', 'guardian.name', 'guardian.email', 'guardian.phone']
            : [
                ...PACK_WORK,
                ...({ pupil: [], individual: ['recipient.name'], substitute: ['pupil.name'] }[profile] ?? []),
              ],
        recipients:
          profile === 'individual'
            ? pupils.map(({ id, familyName, givenName }) => ({ id, name: `${familyName} ${givenName}` }))
            : [],
      }
    },
    'packs.chooseDocuments': () => ({
      ticket: crypto.randomUUID(),
      files: [{ name: 'Plan de travail.pdf', bytes: 240_000 }],
    }),
    'packs.chooseFolder': () => ({ ticket: crypto.randomUUID(), label: 'Clé USB (E:)' }),
    ...fakeShares(ago, () => changed('shares')),
    'shares.signIn': () => startTask('share-login', 'nuage.example', 1, { targetId: 3 }),
    'shares.publish': () => startTask('publish', '', 40, { publicationId: 1, link: null }),
    'shares.resume': () => startTask('publish', '4e A', 40, { publicationId: 2, link: null }),
    'shares.fetch': ({ name }) => startTask('fetch-pack', name, 40, { ticket: 'demo', name }),
    'packs.build': ({ classId, encrypted, profile, form, recipientId }) =>
      startTask('pack', className(classId), 48, {
        packId: 1,
        packs: profile === 'individual' && recipientId === null ? school.members(classId).length : 1,
        fileName: `Trousse 2de 1 enseignant 2026-11-24.${form}`,
        sha256: '9f2b7c41d05e88a3c6f14b7290de53ab0c77e1f4a2936bd85e10fc4427ab9d63',
        files: 27,
        bytes: 14_300_000,
        passphrase: encrypted ? 'lavande-cargo-tapis-oiseau-bitume-novice-ruche-digue-sirop-magnum' : null,
      }),
    ...fakeHandedIn({
      school,
      empty: options.empty ?? false,
      ago,
      changed: () => changed('handed-in', 'assignments', 'settings'),
      startTask: (kind, outcome) => startTask(kind, '', 12, outcome),
    }),
    'packs.list': () => (options.empty ? [] : fakePacks(ago)),
    'packs.reveal': () => undefined,
    'packs.issued': () =>
      school.members(3).map(({ familyName, givenName }, index) => ({
        packId: index + 1,
        fileName: `Trousse 2de 3 - ${familyName} ${givenName} - 2026-11-24.html`,
        recipientName: `${familyName} ${givenName}`,
        bytes: 14_300_000,
        passphrase: 'lavande-cargo-tapis-oiseau-bitume-novice-ruche-digue-sirop-magnum',
      })),
    'packs.markLost': () => changed('packs'),
    'drives.list': () => ({ drives: options.empty ? [] : FAKE_DRIVES, error: null }),
    'drives.watch': () => undefined,
    'drives.choose': ({ id }) => ({
      ticket: crypto.randomUUID(),
      label: FAKE_DRIVES.find((drive) => drive.id === id)?.name ?? '',
    }),
    'drives.eject': () => changed('drives'),
    'mail.settings': () => mail,
    'mail.detect': ({ address }) => ({
      ...{ domain: address.slice(address.lastIndexOf('@') + 1), by: 'autoconfig', otherDomain: false },
      smtp: { host: 'smtp.lycee.example', port: 465, security: 'tls', user: address, oauth: false },
      imap: { host: 'imap.lycee.example', port: 993, security: 'tls', user: address, oauth: false },
      quota: {
        ...{ name: 'careful', perMinute: 30 },
        quota: { windows: [{ minutes: 60, limit: 400 }], nightDivisor: 1, weekendDivisor: 1 },
      },
      freeWebmail: false,
    }),
    'mail.trial': () => ({ to: mail?.fromAddress ?? '', at: ago(0), serverSaid: '250 2.0.0 Ok' }),
    'mail.signIn': () => {},
    'mail.cancelSignIn': () => {},
    'mail.saveSettings': ({ password, proxyPassword, ...rest }) => {
      mail = {
        ...rest,
        passwordStored: password !== null || (mail?.passwordStored ?? false),
        proxyPasswordStored: typeof proxyPassword === 'string',
        signedIn: false,
        announcedBytes: null,
      }
      changed('settings')
    },
    'mail.test': () => {
      if (mail === null) throw new TrousseError('mail-not-configured')
    },
    'messages.plan': ({ classId, audience }) => fakePlan(school.members(classId), audience),
    'messages.preview': ({ subject, body, files = [] }) => ({
      to: 'Adèle Abadie <adele.abadie@famille.example>',
      subject: filled(subject),
      text: filled(body),
      html: `<!DOCTYPE html><html lang="fr"><body>${filled(body)
        .split('\n\n')
        .map((text) => `<p>${text}</p>`)
        .join('')}</body></html>`,
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      bytes: 12_000,
    }),
    'messages.create': () => ({ messageId: 1, messageIds: [1] }),
    'messages.list': () => (options.empty ? [] : messages.summaries),
    'messages.read': ({ id }) => ({ ...orRefuse(messages.read(id)), content: null, exits: [] }),
    'messages.send': ({ id }) =>
      startTask('send', orRefuse(messages.read(id)).subject, 62, { accepted: 60, refused: 2 }),
    'messages.cancelQueued': () => changed('messages'),
    'messages.resolveAmbiguous': () => changed('messages'),
    'messages.markByHand': () => changed('messages'),
    'messages.coverage': () => fakeCoverage(school.members(3)),
    'messages.noteCall': () => changed('messages'),
    'messages.exportEml': () => startTask('eml', '2de 3', 62, { files: 62 }),
    'messages.exportMbox': () => startTask('eml', '2de 3', 62, { files: 62 }),
    ...fakeReach(now, school.members(3)),
    'inbox.settings': () => ({
      enabled: mail !== null,
      host: 'imap.messagerie.example',
      port: 993,
      user: mail?.user ?? null,
      passwordStored: mail !== null,
      readAt: mail === null ? null : ago(7),
      error: null,
    }),
    'inbox.saveSettings': () => changed('settings'),
    'inbox.check': () => startTask('inbox', '', 40, { found: 2 }),
    'inbox.replies': () => fakeReplies(),
    'inbox.markRead': () => changed('replies'),
    'tasks.list': () => [...tasks.values()],
    'tasks.retry': ({ taskId }) => {
      const before = orRefuse(tasks.get(taskId))
      return startTask(before.kind, before.subject, before.total, before.outcome)
    },
    'tasks.cancel': ({ taskId }) => {
      const task = orRefuse(tasks.get(taskId))
      const ended: v.TaskView = { ...task, state: 'cancelled', endedAt: new Date().toISOString() }
      tasks.set(taskId, ended)
      emit('task', ended)
    },
    'demo.scenario': () => scenario,
    'demo.setScenario': ({ scenario: chosen }) => {
      scenario = chosen
      availability = [served(chosen === 'normal' || chosen === 'slow' ? 'up' : 'down')]
      emit('availability', availability)
    },
  }

  async function invoke<C extends ChannelName>(channel: C, request: Request<C>): Promise<Reply<Response<C>>> {
    // Real answers come later too: a screen must live with the wait.
    await new Promise((resolve) => setTimeout(resolve, 15))
    try {
      const code = options.failing?.[channel]
      if (code) throw new TrousseError(code, { host: 'ent.lycee.example' })
      return { ok: true, value: await handlers[channel](request) }
    } catch (error) {
      if (!(error instanceof TrousseError)) console.error(channel, error)
      return { ok: false, error: toErrorShape(error) }
    }
  }
  return {
    invoke: Object.fromEntries(
      CHANNEL_NAMES.map((channel) => [channel, (request: Request<typeof channel>) => invoke(channel, request)]),
    ) as unknown as Invoke,
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener as (payload: never) => void))
      return () => set.delete(listener as (payload: never) => void)
    },
  }
}
