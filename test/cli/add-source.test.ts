/** `source add` from a terminal: secrets by environment or stdin, never by argument, never on screen. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder, trousse } from '../helpers/cli.ts'
import { pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

/** Each step starts processes. */
vi.setConfig({ testTimeout: 120_000 })

const SECRET = 'INVENTED0SECRET'

describe('source add', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: Server
  let url: string
  const run = (words: string[], env: Record<string, string> = {}, stdin?: string) =>
    trousse([...words, '--data', join(folder.path, 'data')], {
      env: { TROUSSE_PASSPHRASE: 'une phrase assez longue', TROUSSE_LOG: '1', ...env },
      ...(stdin === undefined ? {} : { stdin }),
    })

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = createServer((request, response) => {
      const good = request.url?.includes(SECRET)
      response.writeHead(good ? 200 : 404, { 'content-type': good ? 'text/calendar' : 'text/html' })
      response.end(good ? pronoteFeed(pronoteLesson()) : '<html>Not found</html>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pronote/ical/mesinformations.ics?icalsecurise=${SECRET}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await folder.remove()
  })

  it('a calendar by environment, then reads it; the address is never shown', async () => {
    const added = await run(['source', 'add', 'ical', '--label', 'Agenda'], { TROUSSE_FEED_URL: url })
    expect(added.code).toBe(0)
    expect(added.json()).toMatchObject({ kind: 'ical', label: 'Agenda' })
    const synced = await run(['sync'])
    expect(synced.json()).toMatchObject({ outcome: 'applied', added: 1 })
    const listed = await run(['source', 'list'])
    expect(listed.json()).toMatchObject([{ system: 'pronote', gives: ['timetable'] }])
    for (const { stdout, stderr } of [added, synced, listed]) expect(stdout + stderr).not.toContain(SECRET)
  })

  it('by one line of stdin; a dead link is exit code 5 and keeps nothing', async () => {
    const dead = await run(['source', 'add', 'ical'], {}, `${url.replace(SECRET, 'OLD')}\n`)
    expect(dead.code).toBe(5)
    expect(dead.stderr).toMatch(/n’est plus valable/)
    expect((await run(['source', 'list'])).json()).toHaveLength(1)
  })

  it('refuses secrets in arguments, unknown kinds, and what needs a window or a yes', async () => {
    for (const words of [
      ['ical', '--feed-url', url],
      ['moodle', '--url', 'https://moodle.example', '--token', 'x'],
      ['pronote'],
      ['edifice', '--url', 'https://ent.example'],
    ]) {
      const refused = await run(['source', 'add', ...words])
      expect(refused.code).toBe(2)
      expect(refused.stdout + refused.stderr).not.toContain(SECRET)
    }
    const unread = await run(['source', 'add', 'ecole-directe', '--login', 'x'], { TROUSSE_PASSWORD: 'y' })
    expect(unread.code).toBe(2)
    expect(unread.stderr).toMatch(/not official/)
  })
})
