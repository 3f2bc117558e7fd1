import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchDemoServer } from '../../../electron/demo/launch.ts'
import { type DemoServer, startDemoServer } from '../../../electron/demo/server.ts'
import { foldLine } from '../../../electron/demo/web/ical.ts'
import { SMALL, startSmallDemo, TODAY, tokenOf } from '../../helpers/demo-server.ts'

let server: DemoServer
beforeAll(async () => {
  server = await startSmallDemo()
})
afterAll(() => server.stop())

const visit = (path: string, cookie = '') => fetch(server.url + path, { redirect: 'manual', headers: { cookie } })

async function signIn(motdepasse = 'demonstration'): Promise<Response> {
  const body = new URLSearchParams({ identifiant: 'professeur', motdepasse })
  return fetch(`${server.url}/login`, { method: 'POST', body, redirect: 'manual' })
}

describe('the web side', () => {
  it('sends strangers to the login page, and refuses a wrong password', async () => {
    for (const path of ['/', '/classes', '/travail', '/classe/classe-2de-1']) {
      const answer = await visit(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/login'])
    }
    expect(await (await visit('/login')).text()).toMatch(/<input[^>]+type="password"/)
    const refused = await signIn('wrong')
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null])
  })

  it('shows classes, pupils, homework and files to who signed in, until signing out', async () => {
    const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const list = await (await visit('/classes', cookie)).text()
    const href = /href="(\/classe\/[^"]+)"/.exec(list)?.[1] ?? ''
    const one = await (await visit(href, cookie)).text()
    expect(one).toMatch(/<html lang="fr">/)
    expect(one.match(/<tr>/g)?.length).toBeGreaterThan(5)
    const work = await (await visit('/travail', cookie)).text()
    expect(work).toMatch(/Pour le (?:lundi|mardi|mercredi|jeudi|vendredi) \d/)
    const file = /href="(\/files\/[^"]+)"/.exec(work)?.[1]
    if (file) expect((await visit(file, cookie)).status).toBe(200)
    expect((await visit('/classe/none', cookie)).status).toBe(404)
    await visit('/logout', cookie)
    expect((await visit('/classes', cookie)).status).toBe(302)
  })
})

describe('the calendar feed', () => {
  it('is RFC 5545: CRLF, no line over 75 octets, balanced, unique ids, a time zone', async () => {
    const answer = await fetch(server.icalUrl)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await answer.text()
    expect(text.endsWith('\r\n')).toBe(true)
    const lines = text.slice(0, -2).split('\r\n')
    expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    const unfolded = text.replace(/\r\n /g, '').split('\r\n')
    const stack: string[] = []
    for (const line of unfolded) {
      if (line.startsWith('BEGIN:')) stack.push(line.slice(6))
      if (line.startsWith('END:')) expect(stack.pop()).toBe(line.slice(4))
    }
    expect(stack).toEqual([])
    const uids = unfolded.filter((line) => line.startsWith('UID:'))
    // A year of lessons, not a week of them.
    expect(uids.length).toBeGreaterThan(150)
    expect(new Set(uids).size).toBe(uids.length)
    expect(unfolded.filter((line) => line.startsWith('DTSTART;TZID=Europe/Paris:'))).toHaveLength(uids.length)
    expect(unfolded).toContain('TZID:Europe/Paris')
    const days = unfolded.flatMap((line) => /^DTSTART;.*:(\d{8})T/.exec(line)?.[1] ?? [])
    expect(days.every((day) => day >= '20260901' && day <= '20270703')).toBe(true)
    expect(days.some((day) => day >= '20261225' && day <= '20270101')).toBe(false)
  })

  it('folds between characters', () => {
    const line = `SUMMARY:${'é'.repeat(100)}`
    const folded = foldLine(line)
    expect(folded.replace(/\r\n /g, '')).toBe(line)
    expect(folded.split('\r\n').every((part) => Buffer.byteLength(part) <= 75)).toBe(true)
  })

  it('has a secret address', async () => {
    expect((await visit('/ical/guess.ics')).status).toBe(302)
  })
})

describe('starting', () => {
  const workerUrl = new URL('../../../electron/demo/worker.ts', import.meta.url)

  it('runs in a thread of its own with the same handle', async () => {
    const threaded = await launchDemoServer({ workerUrl, size: SMALL, today: TODAY, scenario: 'quota' })
    try {
      expect(threaded.scenario()).toBe('quota')
      expect(threaded.clientSecret).toBe(server.clientSecret)
      await threaded.setScenario('normal')
      expect((await fetch(threaded.webUrl)).status).toBe(200)
      expect(await tokenOf(threaded)).toMatch(/./)
      // A change through the control door reaches the handle too.
      const headers = { 'content-type': 'application/json' }
      await fetch(threaded.controlUrl, { method: 'POST', headers, body: '{"scenario":"slow"}' })
      await threaded.setScenario('overload')
      expect(threaded.scenario()).toBe('overload')
    } finally {
      await threaded.stop()
    }
    await expect(fetch(threaded.webUrl)).rejects.toThrow()
    await threaded.stop()
    await threaded.setScenario('normal')
  })

  it('takes another port only when told so', async () => {
    const port = Number(new URL(server.url).port)
    await expect(startDemoServer({ port, size: SMALL, today: TODAY })).rejects.toThrow('EADDRINUSE')
    await expect(launchDemoServer({ workerUrl, port, size: SMALL, today: TODAY })).rejects.toThrow('internal')
    const other = await startDemoServer({ port, anyPortIfTaken: true, size: SMALL, today: TODAY })
    expect(other.url).not.toBe(server.url)
    await other.stop()
  })
})
