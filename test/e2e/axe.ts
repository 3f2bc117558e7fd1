/** What axe finds on the screen as it stands (reliability.md A1). */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

/** What axe could not decide by itself, and what a person found: any other undecided rule fails the test. */
const VERDICTS: Readonly<Record<string, string>> = {
  // Text over a gradient, a translucent layer or beside an icon: tokens.css gives each pair 4.5:1 on both ends.
  'color-contrast': 'each pair of colours of tokens.css was computed; see the contrast test',
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
