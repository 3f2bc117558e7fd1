/**
 * The bytes of a calendar as components with their content lines, each with the line it begins at. More forgiving
 * than the format where the field is (BOM, lone LF, blank lines, several calendars, tasks outside any), and firm
 * where data could be missing: a component that does not end means that the rest never came.
 */
import { TrousseError } from '../../contract/errors.ts'

/** Calendars nest three levels (calendar, event, alarm). */
const MAX_DEPTH = 8
/** No school year holds as many; a file that does is an attack on memory. */
const MAX_COMPONENTS = 60_000
const MAX_LINE = 200_000

export interface ContentLine {
  readonly text: string
  /** One-based, as an editor shows it. */
  readonly line: number
}

export interface RawComponent {
  /** Lower case: `vevent`. */
  readonly name: string
  readonly line: number
  readonly lines: readonly ContentLine[]
  readonly children: readonly RawComponent[]
}

/** Unfolded as bytes: folding cuts anywhere, inside a character too. */
function unfold(bytes: Uint8Array): { readonly bytes: Buffer; readonly line: number }[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const text = all.startsWith('\u00ef\u00bb\u00bf') ? all.slice(3) : all
  const lines: { parts: string[]; line: number }[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const last = lines.at(-1)
    if (last !== undefined && /^[ \t]/.test(raw)) last.parts.push(raw.slice(1))
    else if (raw.trim() !== '') lines.push({ parts: [raw], line: index + 1 })
  }
  return lines.map(({ parts, line }) => ({ bytes: Buffer.from(parts.join(''), 'latin1'), line }))
}

/** Older programs write Windows-1252; one line that is no UTF-8 settles it for the whole file. */
function decodeLines(bytes: Uint8Array): ContentLine[] {
  const lines = unfold(bytes)
  const decodeAll = (decode: (raw: Uint8Array) => string) =>
    lines.map(({ bytes: raw, line }) => ({ text: decode(raw).slice(0, MAX_LINE), line }))
  try {
    const strict = new TextDecoder('utf-8', { fatal: true })
    return decodeAll((raw) => strict.decode(raw))
  } catch {
    const old = new TextDecoder('windows-1252')
    return decodeAll((raw) => old.decode(raw))
  }
}

interface OpenComponent {
  name: string
  line: number
  lines: ContentLine[]
  children: RawComponent[]
}

/**
 * @returns the components at the top: calendars, or bare tasks and events.
 * @throws TrousseError `calendar-not-ical` when nothing of it is a calendar, `response-truncated` with the line when
 *   a component is not closed, `file-too-large`.
 */
export function readComponents(bytes: Uint8Array): RawComponent[] {
  const top: RawComponent[] = []
  const open: OpenComponent[] = []
  let count = 0
  for (const one of decodeLines(bytes)) {
    const [, word, given] = /^(BEGIN|END)\s*:\s*([A-Za-z0-9-]{1,40})\s*$/i.exec(one.text) ?? []
    const name = given?.toLowerCase() ?? ''
    if (word === undefined) {
      open.at(-1)?.lines.push(one)
    } else if (word.toUpperCase() === 'BEGIN') {
      if (++count > MAX_COMPONENTS || open.length >= MAX_DEPTH) throw new TrousseError('file-too-large')
      open.push({ name, line: one.line, lines: [], children: [] })
    } else {
      const closed = open.pop()
      if (closed === undefined || closed.name !== name) {
        throw new TrousseError('response-truncated', { line: closed?.line ?? one.line })
      }
      const parent = open.at(-1)?.children ?? top
      parent.push(closed)
    }
  }
  const unfinished = open.at(-1)
  if (unfinished !== undefined) throw new TrousseError('response-truncated', { line: unfinished.line })
  if (top.length === 0) throw new TrousseError('calendar-not-ical')
  return top
}
