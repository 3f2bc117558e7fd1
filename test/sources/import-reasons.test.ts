import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { DOUBTFUL_REASONS, INFORMING_REASONS, REFUSING_REASONS } from '../../electron/sources/roster-file/parsed-line.ts'

it.each(['fr', 'en'])('every reason of a preview has its sentence in %s', async (locale) => {
  const url = new URL(`../../renderer/i18n/${locale}/sources.json`, import.meta.url)
  const texts = JSON.parse(await readFile(url, 'utf8')) as { import: { reason: Record<string, string> } }
  const reasons = [...REFUSING_REASONS, ...DOUBTFUL_REASONS, ...INFORMING_REASONS]
  expect(Object.keys(texts.import.reason).sort()).toEqual([...reasons].sort())
})
