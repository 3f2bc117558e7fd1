/** What axe finds on the screen as it stands (reliability.md A1). */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

/** What axe could not decide by itself, and what a person found: any other undecided rule fails the test. */
const VERDICTS: Readonly<Record<string, string>> = {
  'color-contrast': 'text over a gradient or a translucent layer: each pair of tokens.css has 4.5:1 on both ends',
  // A sheet of paper or a week without anything in a column: the heading is right, the column is empty.
  'th-has-data-cells': 'headings of columns that are empty that day',
  // The option that the arrows are on is named before the list has drawn it; React Aria takes it back otherwise.
  'aria-valid-attr-value': 'the combobox and its list are in the same dialog',
  // With a dialog open the rest of the page is hidden, its skip link with it: nothing is to be skipped.
  bypass: 'one dialog alone can be read',
}

export interface Finding {
  readonly id: string
  readonly targets: readonly string[]
}

/** Violations, and undecided rules without a written verdict. */
export async function findingsOf(page: Page): Promise<readonly Finding[]> {
  // A dialog that is still growing has small buttons.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  // Legacy mode: axe would otherwise open a page of its own, which Electron does not allow.
  const { violations, incomplete } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  const undecided = incomplete.filter(({ id }) => VERDICTS[id] === undefined)
  return [...violations, ...undecided].map(({ id, nodes }) => ({
    id,
    targets: nodes.map((node) => `${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  }))
}
