import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventPayload } from '../../../electron/contract/events.ts'
import { type ClipboardTexts, clipboardFile } from '../../../electron/main/clipboard-file.ts'
import { chosenFiles } from '../../../electron/main/import-files.ts'
import { createDropReceiver } from '../../../electron/main/ipc-drop.ts'
import { createTickets } from '../../../electron/main/tickets.ts'
import { silentLog } from '../../../electron/platform/log.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
const tickets = createTickets({ now: () => 0 })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-drop-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('files that the teacher chose or dropped', () => {
  it('become one ticket, and the window gets names and sizes alone', async () => {
    const path = join(folder, 'Export CSV.csv')
    await writeFile(path, 'abc')
    const chosen = await chosenFiles(tickets, [path, path])
    expect(chosen.files).toEqual([{ name: 'Export CSV.csv', bytes: 3 }])
    expect(JSON.stringify(chosen)).not.toContain(folder)
    expect(tickets.look('imports', chosen.ticket)).toEqual([{ name: 'Export CSV.csv', path }])
  })

  it('a folder or a file that is gone is named', async () => {
    await expect(chosenFiles(tickets, [folder])).rejects.toThrow(code('file-unreadable'))
    await expect(chosenFiles(tickets, [join(folder, 'nowhere')])).rejects.toThrow(code('file-unreadable'))
  })

  it.each([
    ['nothing', undefined],
    ['no path', []],
    ['no list', '/etc/passwd'],
    ['a relative path', ['../secret']],
    ['no text', [42]],
    ['an object', [{ path: '/etc/passwd' }]],
    ['too many', Array.from({ length: 101 }, (_, index) => `/f${index}`)],
    ['a path without end', [`/${'a'.repeat(5000)}`]],
  ])('refuses %s', async (_, paths) => {
    await expect(chosenFiles(tickets, paths)).rejects.toThrow(code('invalid-request'))
  })
})

describe('a drop', () => {
  const setUp = () => {
    const told: EventPayload<'dropped'>[] = []
    const kept: unknown[] = []
    const receive = createDropReceiver({
      origin: 'app://trousse',
      log: silentLog,
      keep: (paths) => {
        kept.push(paths)
        return chosenFiles(tickets, paths)
      },
      tell: (drop) => told.push(drop),
    })
    return { receive, told, kept }
  }

  it('of our window’s own frame is kept and told', async () => {
    const path = join(folder, 'a.csv')
    await writeFile(path, 'x')
    const { receive, told } = setUp()
    await receive({ frameUrl: 'app://trousse/index.html', isMainFrameOfOurWindow: true }, [path])
    expect(told).toMatchObject([{ chosen: { files: [{ name: 'a.csv', bytes: 1 }] }, error: null }])
  })

  it.each([
    ['another frame', { frameUrl: 'app://trousse/index.html', isMainFrameOfOurWindow: false }],
    ['another origin', { frameUrl: 'app://trousse.evil/index.html', isMainFrameOfOurWindow: true }],
    ['the web', { frameUrl: 'https://ent.example/', isMainFrameOfOurWindow: true }],
    ['a frame that is gone', { frameUrl: null, isMainFrameOfOurWindow: true }],
  ])('of %s is not even looked at', async (_, sender) => {
    const { receive, told, kept } = setUp()
    await receive(sender, ['/etc/passwd'])
    expect([told, kept]).toEqual([[], []])
  })

  it('that cannot be taken says why', async () => {
    const { receive, told } = setUp()
    await receive({ frameUrl: 'app://trousse/', isMainFrameOfOurWindow: true }, [folder])
    expect(told).toMatchObject([{ chosen: null, error: { code: 'file-unreadable' } }])
  })
})

describe('the clipboard', () => {
  const textOf = async (clipboard: ClipboardTexts) => {
    const file = await clipboardFile(clipboard, 'fr')
    return file && new TextDecoder().decode(file.bytes)
  }
  const TABLE = '<meta charset="utf-8"><table><tr><td>Nom</td></tr></table>'
  const item = (types: Record<string, string>) => ({
    types: Object.keys(types),
    getType: async (type: string) => new Blob([types[type] ?? ''], { type }),
  })

  it('gives its table, else its text', async () => {
    expect(await textOf({ readHTML: () => TABLE, readText: () => 'Nom' })).toBe(TABLE)
    expect(await textOf({ readHTML: () => '<b>Élèves</b>', readText: () => 'Élèves\tClasse' })).toBe('Élèves\tClasse')
  })

  it('in the shape of the current version of Electron', async () => {
    const copied = {
      read: async () => [item({ 'text/plain': 'Nom', 'text/html': TABLE })],
      readText: async () => 'Nom',
    }
    expect(await textOf(copied)).toBe(TABLE)
    expect(await textOf({ read: async () => [item({ 'text/plain': 'Nom' })], readText: async () => 'Nom' })).toBe('Nom')
    expect(await textOf({ read: async () => [null, 'x'], readText: async () => 'Nom' })).toBe('Nom')
  })

  it('with nothing to read, or far too much, is nothing', async () => {
    expect(await textOf({ readHTML: () => '', readText: () => ' \n' })).toBeNull()
    expect(await textOf({ readHTML: () => '', readText: () => 'a'.repeat(20 * 1024 * 1024 + 1) })).toBeNull()
  })
})
