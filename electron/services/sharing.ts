/**
 * Packs published for others: made here, encrypted, put on a server or a share, taken back, fetched on a second
 * computer. What is on its way survives a restart: the file waits in the outgoing folder, the row says where to.
 */
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import type { NewDavTarget, Publication, PublishRequest, SharedPack, ShareTarget } from '../contract/views.ts'
import { numberedName, safeFileName } from '../packs/file-names.ts'
import { localDay, sleep, toInstant } from '../platform/clock.ts'
import { createDav } from '../publish/dav.ts'
import { createDavPlace } from '../publish/dav-place.ts'
import { createFolderPlace } from '../publish/folder-place.ts'
import { nextcloudOf, publicLink, readPowers, startLogin } from '../publish/nextcloud.ts'
import type { Place } from '../publish/place.ts'
import { tryRanges } from '../publish/upload.ts'
import type { StoredPublication, StoredTarget } from '../store/api-shares.ts'
import { buildClassPack } from './class-packs.ts'
import type { Machine } from './machine.ts'
import type { Session } from './session.ts'
import type { TaskControls, TaskOutcome } from './tasks.ts'

/** Made in the teacher's files when they sign in by the browser. */
const FOLDER_NAME = 'Trousse'
/** What a listing may hold besides is not ours to offer. */
const PACK_EXTENSIONS = /\.(?:html|zip)$/i

const secretOf = (targetId: number): string => `share:${targetId}:password`
const passphraseOf = (publicationId: number): string => `share:pack:${publicationId}:passphrase`

export interface Sharing {
  targets(): Promise<ShareTarget[]>
  publications(): Promise<Publication[]>
  /** Tries the place before anything is stored. Throws as `Dav` does. */
  addDav(target: NewDavTarget): Promise<{ id: number }>
  addFolder(path: string): Promise<{ id: number }>
  /** The packs stay there; this computer forgets the place and its password. */
  removeTarget(id: number): Promise<void>
  /** Opens the browser; the task ends when the teacher has confirmed there. Throws `share-not-webdav`. */
  signIn(address: string, open: (url: string) => Promise<void>): Promise<string>
  publish(request: PublishRequest & { readonly passphrase: string | null }): string
  /** Goes on with what was cut. `anyway` replaces whatever is there. */
  resume(id: number, anyway: boolean): Promise<string>
  withdraw(id: number): Promise<void>
  /** Kept sealed until the teacher has noted it. */
  passphrase(id: number): Promise<string | null>
  forgetPassphrase(id: number): Promise<void>
  /** Packs that lie at the place, ours and others'. */
  remote(targetId: number): Promise<SharedPack[]>
  /** Brings one here; the task's outcome names its ticket. */
  fetch(targetId: number, name: string, offer: (path: string, name: string) => string): string
}

export type SharingSession = Pick<Session, 'space' | 'tasks' | 'changed'>

export function createSharing(machine: Machine, session: SharingSession, locale: () => 'fr' | 'en'): Sharing {
  const { space, tasks, changed } = session
  const { store, secrets } = space
  const outgoing = join(space.folder, 'outgoing')
  const incoming = join(space.folder, 'incoming')
  const now = (): string => toInstant(machine.clock.now())

  async function targetOf(id: number): Promise<StoredTarget> {
    const found = (await store.read.listShareTargets()).find((target) => target.id === id)
    if (found === undefined) throw new TrousseError('not-found', { what: 'share' })
    return found
  }
  async function publicationOf(id: number): Promise<StoredPublication> {
    const found = (await store.read.listPublications()).find((publication) => publication.id === id)
    if (found === undefined) throw new TrousseError('not-found', { what: 'publication' })
    return found
  }
  async function davOf({ id, address, userName }: StoredTarget) {
    const password = (await secrets.get(secretOf(id))) ?? ''
    return createDav(machine.http, { address, userName, password })
  }
  async function placeOf(target: StoredTarget): Promise<Place> {
    if (target.kind === 'folder') return createFolderPlace(target.address)
    const piecesAt = nextcloudOf(target.address)?.piecesAt ?? null
    return createDavPlace(await davOf(target), { way: target.upload, piecesAt })
  }

  async function linkOf(target: StoredTarget, name: string, expiresAt: string | null): Promise<string | null> {
    const places = target.kind === 'webdav' && target.linksAt !== null ? nextcloudOf(target.address) : null
    if (places === null) return null
    return publicLink(
      await davOf(target),
      places,
      name,
      expiresAt === null ? null : localDay(Date.parse(expiresAt) - 1),
    )
  }

  /** A name nobody else's pack has there, the same when the same class is published again elsewhere. */
  async function freeName(place: Place, wanted: string): Promise<string> {
    const taken = new Set((await place.list()).map(({ name }) => name.toLowerCase()))
    let name = wanted
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = numberedName(wanted, number)
    return name
  }

  async function carry(
    id: number,
    { wantLink, anyway }: { readonly wantLink: boolean; readonly anyway: boolean },
    { signal, progress }: TaskControls,
  ): Promise<TaskOutcome> {
    const publication = await publicationOf(id)
    const { waitingFile, bytes, sha256, name, etag, packId } = publication
    if (waitingFile === null) throw new TrousseError('share-waiting-file-gone')
    const path = join(outgoing, waitingFile)
    const target = await targetOf(publication.targetId)
    const place = await placeOf(target)
    progress({ step: 'upload', done: 0, total: bytes, bytes: 0 })
    const there = await place.put(
      { path, bytes, sha256 },
      {
        name,
        expected: anyway ? 'any' : etag,
        resumeKey: `${packId}-${sha256.slice(0, 16)}`,
        signal,
        onBytes: (sent) => progress({ done: sent, total: bytes, bytes: sent }),
      },
    )
    // The pack is there: a link that cannot be had takes nothing back.
    const link = wantLink ? await linkOf(target, name, publication.expiresAt).catch(() => null) : publication.link
    await store.write.finishPublication(id, { etag: there.etag, link, at: now() })
    await rm(path, { force: true })
    return { publicationId: id, link }
  }

  /** Only what the teacher may do twice without harm is offered again: sending the same file goes on where it was. */
  const startCarrying = (id: number, subject: string, options: { wantLink: boolean; anyway: boolean }): string =>
    tasks.start(
      'publish',
      subject,
      async (controls) => {
        try {
          return await carry(id, options, controls)
        } finally {
          changed('shares')
        }
      },
      { again: () => startCarrying(id, subject, options), afterCancel: true },
    )

  const remember = async (target: Omit<StoredTarget, 'id'>, password: string | null): Promise<{ id: number }> => {
    const known = (await store.read.listShareTargets()).find(
      ({ address, userName }) => address === target.address && userName === target.userName,
    )
    const id = known?.id ?? (await store.write.addShareTarget({ ...target, createdAt: now() }))
    if (password !== null) await secrets.set(secretOf(id), password)
    changed('shares')
    return { id }
  }

  async function tryDav({ address, userName, password, label }: NewDavTarget): Promise<{ id: number }> {
    const folder = address.endsWith('/') ? address : `${address}/`
    const dav = createDav(machine.http, { address: folder, userName, password })
    const places = nextcloudOf(folder)
    if ((await dav.list()) === null && !(await dav.makeFolder(folder))) {
      throw new TrousseError('share-folder-missing', { host: new URL(folder).host })
    }
    const powers = places === null ? null : await readPowers(dav, places)
    const upload = powers?.pieces ? 'pieces' : (await tryRanges(dav)) ? 'ranges' : 'whole'
    return remember(
      {
        ...{ kind: 'webdav', address: folder, userName, upload },
        label: label || new URL(folder).hostname,
        linksAt: powers?.links && places ? places.base : null,
      },
      password,
    )
  }

  return {
    targets: async () => (await store.read.listShareTargets()).map(toTarget),
    publications: async () => (await store.read.listPublications()).map(toPublication),
    addDav: tryDav,
    async addFolder(path) {
      await createFolderPlace(path).list()
      const label = basename(path) || path
      return remember({ kind: 'folder', address: path, userName: '', upload: 'whole', label, linksAt: null }, null)
    },
    async removeTarget(id) {
      await targetOf(id)
      await store.write.removeShareTarget(id, now())
      await secrets.delete(secretOf(id))
      changed('shares')
    },
    async signIn(address, open) {
      const server = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`
      const time = { sleep, now: () => machine.clock.now() }
      const flow = await startLogin(machine.http, server, time)
      if (flow === null) {
        throw new TrousseError('share-not-webdav', URL.canParse(server) ? { host: new URL(server).host } : {})
      }
      await open(flow.loginUrl)
      return tasks.start('share-login', new URL(server).hostname, async ({ signal }) => {
        const { address: files, userName, password } = await flow.wait(signal)
        const { id } = await tryDav({ address: `${files}${FOLDER_NAME}/`, userName, password, label: '' })
        return { targetId: id }
      })
    },
    publish({ targetId, classId, profile, form, expiresOn, link, replaces, passphrase }) {
      const begin = async ({ signal, progress }: TaskControls): Promise<TaskOutcome> => {
        try {
          const target = await targetOf(targetId)
          const place = await placeOf(target)
          const former = replaces === null ? null : await publicationOf(replaces)
          // Before a pack is made for nothing: the place must answer.
          await place.list({ signal })
          await mkdir(outgoing, { recursive: true, mode: 0o700 })
          const built = await buildClassPack(
            machine,
            space,
            {
              ...{ classId, profile, form, expiresOn, passphrase, folder: outgoing, documents: [], encrypted: true },
              ...{ recipientId: null, recipient: target.label, purpose: '', locale: locale() },
            },
            { signal, progress },
          )
          const name = former?.name ?? (await freeName(place, safeFileName(built.fileName)))
          const id = await store.write.beginPublication({
            ...{ targetId, packId: built.packId, remoteName: name, bytes: built.bytes, replaces, at: now() },
            waitingFile: basename(built.path),
          })
          if (built.passphrase !== null) await secrets.set(passphraseOf(id), built.passphrase)
          return await carry(id, { wantLink: link, anyway: false }, { signal, progress })
        } finally {
          changed('shares', 'packs')
        }
      }
      return tasks.start('publish', '', begin)
    },
    async resume(id, anyway) {
      const { className, link } = await publicationOf(id)
      return startCarrying(id, className, { wantLink: link !== null || anyway, anyway })
    },
    async withdraw(id) {
      const { targetId, name, etag, state, waitingFile } = await publicationOf(id)
      if (state === 'published' || etag !== null) await (await placeOf(await targetOf(targetId))).remove(name, etag)
      if (waitingFile !== null) await rm(join(outgoing, waitingFile), { force: true })
      await secrets.delete(passphraseOf(id))
      await store.write.withdrawPublication(id)
      changed('shares')
    },
    passphrase: (id) => secrets.get(passphraseOf(id)),
    async forgetPassphrase(id) {
      await secrets.delete(passphraseOf(id))
      changed('shares')
    },
    async remote(targetId) {
      const files = await (await placeOf(await targetOf(targetId))).list()
      return files
        .filter(({ name }) => PACK_EXTENSIONS.test(name))
        .map(({ name, bytes, modifiedAt }) => ({
          name,
          bytes,
          modifiedAt: modifiedAt === null ? null : toInstant(modifiedAt),
        }))
    },
    fetch: (targetId, name, offer) => {
      const work = async ({ signal, progress }: TaskControls): Promise<TaskOutcome> => {
        const place = await placeOf(await targetOf(targetId))
        const found = (await place.list({ signal })).find((file) => file.name === name)
        if (found === undefined) throw new TrousseError('not-found', { what: 'pack' })
        const total = found.bytes ?? 0
        await mkdir(incoming, { recursive: true, mode: 0o700 })
        const path = join(incoming, safeFileName(name))
        await rm(path, { force: true })
        progress({ step: 'download', done: 0, total })
        await place.fetch(name, path, { signal, onBytes: (bytes) => progress({ done: bytes, total, bytes }) })
        return { ticket: offer(path, name), name }
      }
      const begin = (): string => tasks.start('fetch-pack', name, work, { again: begin, afterCancel: true })
      return begin()
    },
  }
}

const toTarget = ({ id, kind, label, address, linksAt }: StoredTarget): ShareTarget => ({
  id,
  kind,
  label,
  where: kind === 'folder' ? basename(address) || address : new URL(address).host,
  links: linksAt !== null,
})

function toPublication({
  etag: _etag,
  sha256: _sha256,
  waitingFile: _file,
  ...publication
}: StoredPublication): Publication {
  return publication
}
