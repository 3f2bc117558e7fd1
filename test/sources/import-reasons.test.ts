import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { EntryFault } from '../../electron/sources/ical/entries.ts'
import type { IgnoredReason } from '../../electron/sources/ical/to-records.ts'
import { ONEROSTER_CSV_IGNORED, ONEROSTER_CSV_REASONS } from '../../electron/sources/oneroster-csv/reasons.ts'
import {
  DOUBTFUL_REASONS,
  INFORMING_REASONS,
  REFUSING_REASONS,
} from '../../electron/sources/roster-file/parsed-line.ts'
import { SIECLE_IGNORED, SIECLE_REASONS } from '../../electron/sources/siecle/reasons.ts'

const ICAL_REASONS: Readonly<Record<EntryFault['reason'], true>> = {
  'line-unreadable': true,
  'date-unreadable': true,
  'zone-unknown': true,
  'rule-endless': true,
}
const ICAL_IGNORED: Readonly<Record<IgnoredReason, true>> = {
  holiday: true,
  diary: true,
  placement: true,
  'all-day': true,
  'several-days': true,
  'no-course': true,
  'no-title': true,
}
/** Counted by the reader of lists and the reader of packs. */
const LIST_IGNORED = ['not-a-pupil', 'parent-without-pupil']

it.each(['fr', 'en'])('every reason of a preview has its sentence in %s', async (locale) => {
  const url = new URL(`../../renderer/i18n/${locale}/sources.json`, import.meta.url)
  const texts = JSON.parse(await readFile(url, 'utf8')) as {
    import: { reason: Record<string, string>; 'ignored-why': Record<string, string> }
  }
  const reasons = new Set<string>([
    ...REFUSING_REASONS,
    ...DOUBTFUL_REASONS,
    ...INFORMING_REASONS,
    ...SIECLE_REASONS,
    ...ONEROSTER_CSV_REASONS,
    ...Object.keys(ICAL_REASONS),
  ])
  expect(Object.keys(texts.import.reason).sort()).toEqual([...reasons].sort())
  const ignored = new Set<string>([
    ...LIST_IGNORED,
    ...SIECLE_IGNORED,
    ...ONEROSTER_CSV_IGNORED,
    ...Object.keys(ICAL_IGNORED),
  ])
  expect(Object.keys(texts.import['ignored-why']).sort()).toEqual([...ignored].sort())
})
