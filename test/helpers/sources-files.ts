/** Roster files as bytes, made the way the programs of the field make them. */
import { utils, write } from '@e965/xlsx'
import iconv from 'iconv-lite'
import type { RosterMapping } from '../../electron/contract/views.ts'
import { type RosterFile, readRoster } from '../../electron/sources/roster-file/read-roster.ts'

export const TODAY = '2026-11-24'

export const textFile = (text: string, encoding = 'utf-8'): Uint8Array => iconv.encode(text, encoding)
export const lines = (...rows: string[]): string => rows.join('\r\n')

export type Cell = string | number | Date | null
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  options: { readonly type?: 'xlsx' | 'biff8' | 'ods' | 'html'; readonly merges?: readonly string[] } = {},
): Uint8Array {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(
      rows.map((row) => [...row]),
      { cellDates: true },
    )
    if (options.merges) sheet['!merges'] = options.merges.map((range) => utils.decode_range(range))
    utils.book_append_sheet(book, sheet, name)
  }
  const bytes: unknown = write(book, { type: 'buffer', bookType: options.type ?? 'xlsx' })
  return Uint8Array.from(bytes as Buffer)
}

export const read = (bytes: Uint8Array | string, mapping: RosterMapping | null = null): RosterFile =>
  readRoster(typeof bytes === 'string' ? textFile(bytes) : bytes, 'liste.csv', mapping, TODAY)

export const names = (file: RosterFile): string[] =>
  file.lines.map(({ familyName, givenName }) => `${familyName}|${givenName}`)
