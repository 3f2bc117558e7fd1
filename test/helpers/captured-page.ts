/** Pages of an ENT as the reader hands them over, made up for tests. */
import type { CapturedBlock, CapturedCell, CapturedPage } from '../../electron/sources/capture/captured-page.ts'
import { readCapturedPage } from '../../electron/sources/capture/captured-page.ts'

type CellLike = string | CapturedCell

const cellOf = (cell: CellLike): CapturedCell => (typeof cell === 'string' ? { text: cell } : cell)

export const titles = (...texts: readonly CellLike[]): CapturedCell[] =>
  texts.map((text) => ({ ...cellOf(text), header: true }))

export const row = (...cells: readonly CellLike[]): CapturedCell[] => cells.map(cellOf)

export const block = (
  rows: readonly (readonly CapturedCell[])[],
  more: Partial<Omit<CapturedBlock, 'rows'>> = {},
): CapturedBlock => ({
  kind: 'table',
  near: [],
  declaredRows: null,
  complete: true,
  ...more,
  rows: rows.map((cells) => [...cells]),
})

/** A card: its heading, its text, the dates of its markup. */
export const card = (heading: string, text: string, html = `<p>${text}</p>`): CapturedCell[] => [
  { text: heading },
  { text, html },
  { text: '' },
]

export const page = (blocks: readonly CapturedBlock[], more: Partial<CapturedPage> = {}): CapturedPage =>
  readCapturedPage([
    {
      url: 'https://ent.example/classe/12?page=1',
      title: '',
      hints: [],
      text: '',
      login: false,
      ...more,
      blocks,
    },
  ])
