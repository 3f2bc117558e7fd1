/** What the specs of the moments share: going to a screen, and looking at it as axe does. */
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { ask } from './ask.ts'
import { findingsOf } from './axe.ts'
import type { Trousse } from './harness.ts'

export const LONG = { timeout: 120_000 }

export async function expectAccessible(page: Page): Promise<void> {
  expect(await findingsOf(page)).toEqual([])
}

export async function goTo(page: Page, hash: string, title: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to
  }, hash)
  await page.getByRole('heading', { level: 1, name: title }).waitFor(LONG)
}

/** In both colours, then light again. */
export async function inBothColours(page: Page): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await ask(page, 'settings.update', { theme })
    await page.waitForTimeout(250)
    await expectAccessible(page)
  }
}

/** Axe puts its own script into the page, which the page's rules note. */
export const ownErrors = ({ pageErrors }: Trousse): string[] =>
  pageErrors.filter((text) => !text.includes('TrustedScript'))
