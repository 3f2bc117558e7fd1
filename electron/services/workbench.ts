/** The services over one open space: what every use case of the window and of the terminal is done with. */
import type { MailSettings } from '../contract/views.ts'
import { PATIENCE } from '../domain/retry-policy.ts'
import { createOutbox, type Outbox } from '../mail/outbox.ts'
import { createSmtpTransport } from '../mail/smtp-transport.ts'
import { sleep } from '../platform/clock.ts'
import { createPatientHttp, type PatientHttpClient } from '../platform/http-patient.ts'
import { createResumingHttp, type PartKeeper } from '../platform/http-resume.ts'
import { createSyncEngine, type SyncEngine } from '../sync/engine.ts'
import { downloadParts } from './download-parts.ts'
import type { Machine } from './machine.ts'
import { createMailDoors, type MailDoors, SMTP_PASSWORD } from './mail-doors.ts'
import { quietUntil } from './quiet-hours.ts'
import { readDocumentLimits, readMailSettings, writeAnnouncedBytes } from './settings.ts'
import { driverFor } from './source-drivers.ts'
import type { Space } from './space.ts'

export { SMTP_PASSWORD } from './mail-doors.ts'

export interface Workbench {
  readonly space: Space
  readonly sync: SyncEngine
  readonly outbox: Outbox
  /** How the mail servers are reached and opened. */
  readonly doors: MailDoors
  /** Towards the sources' servers: tries again, and leaves a host alone when it must. */
  readonly http: PatientHttpClient
}

export interface MailAccess {
  /** The account to send with; by default the one the teacher set up. */
  readonly settings?: () => Promise<MailSettings | null>
  readonly password?: () => Promise<string | null>
  /** A certificate authority in PEM to trust besides: the demonstration's mail server. */
  readonly extraAuthority?: string
  /** Leaves the families in peace at night and on week-ends; a terminal does at once what it is told. */
  readonly quietHours?: boolean
}

/** Composes the services; in a space at work, settles first what a crash left in flight, before anything can be sent. */
export async function createWorkbench(machine: Machine, space: Space, mail: MailAccess = {}): Promise<Workbench> {
  const { store, secrets, blobs } = space
  const { clock, random, log } = machine
  const parts = downloadParts(machine, space)
  const http = createPatientHttp({
    http: createResumingHttp(machine.http, parts),
    policy: PATIENCE,
    clock,
    random,
    sleep,
  })
  const password = mail.password ?? (() => secrets.get(SMTP_PASSWORD))
  const doors = createMailDoors(machine, space, {
    http,
    ...(mail.settings ? { settings: mail.settings } : {}),
    ...(mail.extraAuthority ? { extraAuthority: mail.extraAuthority } : {}),
  })
  const outbox = createOutbox({
    store,
    files: blobs,
    clock,
    random,
    log,
    sleep,
    ...(mail.quietHours ? { quietUntil: (messageId: number) => quietUntil(machine, space, messageId) } : {}),
    settings: mail.settings ?? (() => readMailSettings(store)),
    transportFor: async (settings) => {
      const tlsCa = doors.authorities()
      return createSmtpTransport({
        settings,
        password: await password(),
        route: doors.route,
        ...doors.tokenFor(settings),
        ...(tlsCa ? { tlsCa } : {}),
      })
    },
    announced: (settings, bytes) => writeAnnouncedBytes(store, settings, bytes),
  })
  if (space.use === 'work') await outbox.recover()
  const sync = createSyncEngine({
    store,
    http,
    clock,
    random,
    log,
    sleep,
    blobs,
    limits: () => readDocumentLimits(store),
    driverFor: (source) => driverFor({ machine: resuming(machine, parts), space, http }, source),
  })
  return { space, sync, outbox, doors, http }
}

/** The cookies of a window's session serve a file that goes on as they serve any other. */
function resuming(machine: Machine, parts: PartKeeper): Machine {
  const { sessionHttp } = machine
  if (sessionHttp === null) return machine
  return { ...machine, sessionHttp: (partition) => createResumingHttp(sessionHttp(partition), parts) }
}
