/** A person without a mouse: keys only, and at each step the focus must be somewhere, in sight, and visible. */
import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'

/** More than any screen has before its last button; a trap or a missing stop ends here. */
const MAX_TABS = 120

interface FocusState {
  readonly isLost: boolean
  readonly isInSight: boolean
  readonly isShown: boolean
  readonly what: string
}

/** Where the focus is and whether it shows: an outline of two pixels or a caret, not covered by a bar that stays. */
const focusState = (page: Page): Promise<FocusState> =>
  page.evaluate(() => {
    const at = document.activeElement
    const what = `${at?.tagName} ${at?.getAttribute('aria-label') ?? at?.textContent?.slice(0, 40)}`
    if (!(at instanceof HTMLElement) || at === document.body)
      return { isLost: true, isInSight: false, isShown: false, what }
    const box = at.getBoundingClientRect()
    // The whole of a small thing, the top of a large one.
    const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), window.innerWidth - 1)
    const y = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), window.innerHeight - 1)
    const there = document.elementFromPoint(x, y)
    const isInSight =
      box.bottom > 0 &&
      box.top < window.innerHeight &&
      (there === null || at.contains(there) || there.contains(at) || at.closest('label')?.contains(there) === true)
    /** Drawn on the element, on its label's box or on the row around it. */
    const drawn = (element: Element | null): boolean => {
      if (element === null) return false
      const style = getComputedStyle(element)
      return (
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || element.hasAttribute('data-focused')
      )
    }
    const isShown =
      drawn(at) ||
      at.matches('input, textarea, [contenteditable]') ||
      drawn(at.closest('[data-focus-visible], [data-focused]')) ||
      at.tabIndex === -1
    return { isLost: false, isInSight, isShown, what }
  })

/** What is wrong with where the focus is, in words; empty when it is seen. */
async function faultOf(page: Page): Promise<string> {
  const { isLost, isInSight, isShown, what } = await focusState(page)
  if (isLost) return 'the focus is lost'
  if (!isInSight) return `out of sight: ${what}`
  return isShown ? '' : `not visible: ${what}`
}

/** Polled: a dialog that closes gives the focus back a moment later, and a screen takes it when it has its title. */
const expectFocus = (page: Page): Promise<void> => expect.poll(() => faultOf(page), { timeout: 5_000 }).toBe('')

/** Tab until this has the focus, and the focus is seen all the way. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor()
  const isThere = () =>
    target
      .first()
      .evaluate((element) => element === document.activeElement || element.contains(document.activeElement))
      .catch(() => false)
  for (let presses = 0; presses < MAX_TABS; presses++) {
    if (await isThere()) return expectFocus(page)
    await page.keyboard.press(key)
    const { isLost, isInSight, isShown, what } = await focusState(page)
    // Past the last stop the browser itself has the focus for one press.
    if (!isLost) expect({ isInSight, isShown, what }).toEqual({ isInSight: true, isShown: true, what })
  }
  throw new Error(`no Tab reaches ${target}`)
}

/** Tab to it and press Enter; the focus may then be anywhere but lost. */
export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
  await expectFocus(page)
}

/** Opens a list of choices and takes one by its first letters or the arrows. */
export async function choose(page: Page, list: Locator, option: string): Promise<void> {
  await tabTo(page, list)
  await page.keyboard.press('Enter')
  const wanted = page.getByRole('option', { name: option, exact: true })
  await wanted.waitFor()
  for (let presses = 0; presses < MAX_TABS; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await wanted.waitFor({ state: 'detached' })
  await expectFocus(page)
}
