/**
 * The main screens as pictures, against those kept in `snapshots/`. When a screen changes on purpose:
 * `TROUSSE_UPDATE_SNAPSHOTS=1 npm run test:e2e -- test/e2e/visual.spec.ts`, and look at what is committed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findingsOf } from './axe.ts'
import { type FakeWindow, openFakeWindow } from './fake-window.ts'
import { cleanUp } from './harness.ts'
import { differenceFrom, drawsAsKept, isUpdating } from './pictures.ts'

const SCREENS: readonly (readonly [name: string, at: string, state: Readonly<Record<string, string>>])[] = [
  ['welcome', '/today', { phase: 'welcome' }],
  ['locked', '/today', { phase: 'locked' }],
  ['rescue', '/today', { phase: 'rescue' }],
  ['today', '/today', { availability: 'up' }],
  ['today-down', '/today', { availability: 'down' }],
  ['today-dark', '/today', { availability: 'down', theme: 'dark' }],
  ['today-empty', '/today', { empty: '1' }],
  ['classes', '/classes', { availability: 'up' }],
  ['classes-dark', '/classes', { availability: 'up', theme: 'dark' }],
  ['class', '/classes/1', { availability: 'up' }],
  ['class-en', '/classes/1', { availability: 'up', locale: 'en' }],
  ['assignments', '/assignments', { availability: 'up' }],
  ['timetable', '/timetable', { availability: 'up' }],
  ['packs', '/packs/1', { availability: 'up' }],
  ['message', '/message/1', { availability: 'up' }],
  ['outbox', '/outbox', { availability: 'up' }],
  ['sent-message', '/outbox/1', { availability: 'up' }],
  ['sources-held', '/sources', { availability: 'up', held: '1' }],
  ['settings', '/settings', { availability: 'up' }],
  ['settings-dark', '/settings', { availability: 'up', theme: 'dark' }],
  ['help', '/help', { availability: 'up' }],
  ['classes-failing', '/classes', { failing: 'classes.list:store-damaged' }],
]

let fake: FakeWindow
let comparable = false

beforeAll(async () => {
  fake = await openFakeWindow({ width: 1366, height: 768 })
  await fake.show('/settings')
  comparable = await drawsAsKept(fake.page)
})
afterAll(async () => {
  await fake?.close()
  await cleanUp()
})

describe('the main screens', () => {
  it.each(SCREENS)('%s', async (name, at, state) => {
    await fake.show(at, state)
    expect(await findingsOf(fake.page)).toEqual([])
    await fake.page.mouse.move(0, 0)
    await fake.page.waitForTimeout(250)
    // Elsewhere the same screen is drawn with other fonts or another smoothing: only what axe finds counts there.
    if (comparable) expect(await differenceFrom(fake.page, name)).toBeNull()
  })

  it('a picture that differs is told, so that the others prove something', async ({ skip }) => {
    if (!comparable || isUpdating)
      skip('no pictures to compare with: they are being made, or were made where fonts are drawn otherwise')
    await fake.show('/settings', { availability: 'up' })
    await fake.page.mouse.move(0, 0)
    await fake.page.evaluate(() => {
      // A heading that has grown by a few pixels: everything below moves.
      const title = document.querySelector<HTMLElement>('h1')
      if (title) title.style.fontSize = '2rem'
    })
    expect(await differenceFrom(fake.page, 'settings')).toMatch(/points differ/)
  })
})
