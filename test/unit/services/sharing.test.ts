/** Publishing from a real space to a Nextcloud, to Apache and to a folder, and fetching it on a second computer. */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import { createSharing, type Sharing } from '../../../electron/services/sharing.ts'
import { createTaskRegistry, type TaskRegistry } from '../../../electron/services/tasks.ts'
import { LOGIN_NAME, type Nextcloud, startNextcloud } from '../../helpers/dav-nextcloud.ts'
import { apacheMissing, PASSWORD, startApache, USER } from '../../helpers/dav-servers.ts'
import { ASK, type ImportsBench, openImportsBench } from '../../helpers/imports-bench.ts'
import { lines, textFile } from '../../helpers/sources-files.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
const LIST = {
  name: 'liste.csv',
  bytes: textFile(lines('Élèves;Né(e) le;Classe', 'MARTIN Louise;12/05/2012;6A', 'NOIRET Jean;03/11/2012;6A')),
}

interface Desk {
  readonly sharing: Sharing
  readonly tasks: TaskRegistry
  readonly on: ImportsBench
  readonly changes: string[]
}

async function openDesk(): Promise<Desk> {
  const on = await openImportsBench()
  const machine = createNodeMachine()
  const tasks = createTaskRegistry({ ...machine, tell: () => {} })
  const changes: string[] = []
  const session = { space: on.bench.space, tasks, changed: (...parts: string[]) => void changes.push(...parts) }
  return { sharing: createSharing(machine, session, () => 'fr'), tasks, on, changes }
}

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
  await desk.on.imports.apply(desk.on.bench, 'k', await desk.on.files(LIST), ASK)
})
afterEach(() => desk.on.close())

const request = async (targetId: number): Promise<Parameters<Sharing['publish']>[0]> => ({
  targetId,
  classId: (await desk.on.bench.space.store.read.findClass('6A'))?.id ?? 0,
  ...{ profile: 'teacher', form: 'zip', expiresOn: '2026-12-18', link: true, replaces: null, passphrase: null },
})
const ended = async (taskId: string) => {
  const task = await desk.tasks.finished(taskId)
  if (task.state !== 'done') throw Object.assign(new Error(task.error?.code), task.error)
  return task.outcome ?? {}
}
const outgoing = () => readdir(join(desk.on.bench.space.folder, 'outgoing'))

describe('a Nextcloud', () => {
  let cloud: Nextcloud
  beforeEach(async () => {
    cloud = await startNextcloud()
  })
  afterEach(() => cloud.stop())

  const signIn = async () => {
    const opened: string[] = []
    const taskId = await desk.sharing.signIn(cloud.base, async (url) => {
      opened.push(url)
      cloud.confirmLogin()
    })
    expect(opened).toEqual([`${cloud.base}/index.php/login/v2/flow/abc`])
    return Number((await ended(taskId)).targetId)
  }

  it('is signed in to in the browser, takes a pack, gives a link, and a second computer reads the pack', async () => {
    const id = await signIn()
    expect(await desk.sharing.targets()).toMatchObject([{ id, kind: 'webdav', links: true }])
    const { publicationId, link } = await ended(desk.sharing.publish(await request(id)))
    expect(link).toBe(`${cloud.base}/s/1`)
    expect([...cloud.links.values()]).toEqual(['2026-12-18'])
    const [published] = await desk.sharing.publications()
    expect(published).toMatchObject({ id: publicationId, state: 'published', className: '6A', link })
    expect(await outgoing()).toEqual([])
    // Nothing there tells who is in it.
    expect(Buffer.concat([...cloud.files.values()].map(({ content }) => content)).includes('MARTIN')).toBe(false)

    const { passphrase } = { passphrase: await desk.sharing.passphrase(Number(publicationId)) }
    expect(passphrase?.split('-')).toHaveLength(10)
    await desk.sharing.forgetPassphrase(Number(publicationId))
    expect(await desk.sharing.passphrase(Number(publicationId))).toBeNull()

    const first = desk
    desk = await openDesk()
    try {
      const there = await signIn()
      const [pack] = await desk.sharing.remote(there)
      let fetched = ''
      const task = desk.sharing.fetch(there, pack?.name ?? '', (path) => {
        fetched = path
        return 't'
      })
      expect(await ended(task)).toEqual({ ticket: 't', name: published?.name })
      const inputs = [{ name: 'a.zip', path: fetched }]
      await desk.on.imports.apply(desk.on.bench, 'k', inputs, { ...ASK, passphrase })
      expect(await desk.on.roster()).toEqual(['MARTIN Louise (6A)', 'NOIRET Jean (6A)'])
    } finally {
      await desk.on.close()
      desk = first
    }
  })

  it('keeps name and link of a pack that is replaced, and nothing of one that is withdrawn', async () => {
    const id = await signIn()
    const first = await ended(desk.sharing.publish(await request(id)))
    const replaces = Number(first.publicationId)
    const again = await ended(desk.sharing.publish({ ...(await request(id)), replaces }))
    expect(again).toEqual(first)
    expect(cloud.files.size).toBe(1)
    const other = await ended(desk.sharing.publish(await request(id)))
    expect([...cloud.files.keys()].filter((name) => / \(2\)\.zip$/.test(name))).toHaveLength(1)
    await desk.sharing.withdraw(replaces)
    await desk.sharing.withdraw(Number(other.publicationId))
    expect(cloud.files.size).toBe(0)
    expect((await desk.sharing.publications()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('cut in the middle, also by the end of the program, is gone on with; what somebody put there is asked about', async () => {
    const id = await signIn()
    cloud.spoil = ({ method }, response) => {
      if (method !== 'PUT') return false
      response.destroy()
      return true
    }
    const lost = ended(desk.sharing.publish(await request(id)))
    await expect(lost).rejects.toThrow('network-unreachable')
    const [waiting] = await desk.sharing.publications()
    if (waiting === undefined) throw new Error('no publication')
    expect(waiting).toMatchObject({ state: 'uploading', link: null })
    expect(await outgoing()).toHaveLength(1)
    cloud.spoil = () => false
    // Another start of the program knows what waits.
    const machine = createNodeMachine()
    const session = { space: desk.on.bench.space, tasks: desk.tasks, changed: () => {} }
    const later = createSharing(machine, session, () => 'fr')
    cloud.files.set(`Trousse/${waiting.name}`, { content: Buffer.from('of somebody else'), id: 99 })
    await expect(ended(await later.resume(waiting.id, false))).rejects.toThrow('share-replaced')
    await ended(await later.resume(waiting.id, true))
    expect(await later.publications()).toMatchObject([{ state: 'published' }])
    expect(await outgoing()).toEqual([])
    expect(await later.passphrase(waiting.id)).not.toBeNull()
  })

  it('that is none, or has no such account, is refused before anything is kept', async () => {
    cloud.spoil = (_request, response) => {
      response.end('<html>')
      return true
    }
    await expect(desk.sharing.signIn(cloud.base, async () => {})).rejects.toThrow(code('share-not-webdav'))
    cloud.spoil = () => false
    const address = `${cloud.base}/remote.php/dav/files/x/`
    const wrong = { address, userName: LOGIN_NAME, password: 'no', label: '' }
    await expect(desk.sharing.addDav(wrong)).rejects.toThrow(code('credentials-refused'))
    await expect(desk.sharing.addDav({ ...wrong, address: 'http://nuage.example/' })).rejects.toThrow(
      code('address-refused'),
    )
    expect(await desk.sharing.targets()).toEqual([])
  })
})

describe('other places', () => {
  it.skipIf(apacheMissing() !== null)('any WebDAV server takes a pack, without a link', async () => {
    const server = await startApache()
    try {
      const { id } = await desk.sharing.addDav({
        address: server.address,
        userName: USER,
        password: PASSWORD,
        label: '',
      })
      const outcome = await ended(desk.sharing.publish(await request(id)))
      expect(outcome.link).toBeNull()
      const [name = ''] = await readdir(server.folder)
      expect((await readFile(join(server.folder, name))).subarray(0, 2).toString()).toBe('PK')
      await desk.sharing.removeTarget(id)
      expect(await desk.sharing.targets()).toEqual([])
      await expect(desk.sharing.remote(id)).rejects.toThrow(code('not-found'))
    } finally {
      await server.stop()
    }
  })

  it('a folder of the network takes a pack; one that is gone is said before a pack is made', async () => {
    const share = join(desk.on.folder, 'partage')
    await expect(desk.sharing.addFolder(share)).rejects.toThrow(code('share-folder-missing'))
    await mkdir(share)
    const { id } = await desk.sharing.addFolder(share)
    expect(await desk.sharing.targets()).toMatchObject([{ id, kind: 'folder', where: 'partage', links: false }])
    await ended(desk.sharing.publish(await request(id)))
    expect(await readdir(share)).toHaveLength(1)
  })
})
