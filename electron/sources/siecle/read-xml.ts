/**
 * An XML file as a stream of small records: nothing but the record under way is held. Only the elements asked
 * for are read, and only as direct children: SCOLARITE_AN_DERNIER repeats CODE_STRUCTURE, MEL and others for
 * last year's school.
 */
import { SaxesParser } from 'saxes'
import { TrousseError } from '../../contract/errors.ts'
import { cleanText } from '../../domain/text-clean.ts'
import type { PlainFile } from '../../platform/unpack-files.ts'
import { decodeXml } from './decode.ts'

export type Fields = ReadonlyMap<string, string>

export interface RecordRule {
  /** What the caller calls these records. */
  readonly kind: string
  readonly element: string
  /** Element around it; null for any. */
  readonly parent: string | null
  /** Direct children or attributes. */
  readonly fields: readonly string[]
  /** Direct children that are records themselves. */
  readonly rows?: { readonly element: string; readonly fields: readonly string[] }
}

export interface XmlRecord {
  readonly kind: string
  /** One-based. */
  readonly line: number
  readonly fields: Fields
  readonly rows: readonly Fields[]
}

export interface XmlRules {
  readonly records: readonly RecordRule[]
  /** Child elements of a record that hold what Trousse does not keep. */
  readonly isDropped: (element: string) => boolean
  /** Whole sections that Trousse does not keep. */
  readonly droppedSections: ReadonlySet<string>
}

export interface XmlReading {
  readonly contradicts: boolean
  /** Elements that held something and were not kept. */
  readonly dropped: ReadonlySet<string>
}

/** Real files are eight deep. */
const MAX_DEPTH = 32
/** A field of a school's file is a line of text. */
const MAX_FIELD = 1000

interface Rule extends RecordRule {
  readonly fieldSet: ReadonlySet<string>
  readonly rowSet: ReadonlySet<string>
}

interface OpenRecord {
  readonly rule: Rule
  readonly depth: number
  readonly line: number
  readonly fields: Map<string, string>
  readonly rows: Fields[]
}

function rulesByElement(rules: readonly RecordRule[]): Map<string, Rule[]> {
  const byElement = new Map<string, Rule[]>()
  for (const rule of rules) {
    const full = { ...rule, fieldSet: new Set(rule.fields), rowSet: new Set(rule.rows?.fields ?? []) }
    byElement.set(rule.element, [...(byElement.get(rule.element) ?? []), full])
  }
  return byElement
}

/** An id may be an attribute or a child, depending on the export: whichever comes first and says something. */
function put(fields: Map<string, string>, name: string, text: string): void {
  const value = cleanText(text)
  if (value !== '' && !fields.has(name)) fields.set(name, value)
}

function takeAttributes(target: Map<string, string>, wanted: ReadonlySet<string>, attributes: object): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (wanted.has(name) && typeof value === 'string') put(target, name, value)
  }
}

/** What the parser's events build, one record at a time. */
class RecordBuilder {
  readonly dropped = new Set<string>()
  readonly #rules: XmlRules
  readonly #byElement: ReadonlyMap<string, readonly Rule[]>
  readonly #onRecord: (record: XmlRecord) => void
  readonly #open: string[] = []
  #record: OpenRecord | null = null
  #row: Map<string, string> | null = null
  /** Where the text of the element under way goes: its depth, its name, its target (none: only whether it is empty). */
  #capture: { readonly depth: number; readonly name: string; readonly target: Map<string, string> | null } | null = null
  #text = ''

  constructor(rules: XmlRules, onRecord: (record: XmlRecord) => void) {
    this.#rules = rules
    this.#byElement = rulesByElement(rules.records)
    this.#onRecord = onRecord
  }

  get depth(): number {
    return this.#open.length
  }

  open(name: string, attributes: object, line: number): void {
    const depth = this.#open.length
    const parent = this.#open[depth - 1]
    this.#open.push(name)
    if (this.#record !== null) this.#openInside(this.#record, name, attributes, depth)
    else {
      const rule = this.#byElement.get(name)?.find((entry) => entry.parent === null || entry.parent === parent)
      if (rule !== undefined) {
        this.#record = { rule, depth, line, fields: new Map(), rows: [] }
        takeAttributes(this.#record.fields, rule.fieldSet, attributes)
      } else if (parent !== undefined && this.#rules.droppedSections.has(parent)) this.dropped.add(parent)
    }
  }

  #openInside({ rule, depth: base, fields }: OpenRecord, name: string, attributes: object, depth: number): void {
    if (this.#capture !== null) return
    if (depth === base + 1) {
      if (rule.rows?.element === name) {
        this.#row = new Map()
        takeAttributes(this.#row, rule.rowSet, attributes)
      } else if (rule.fieldSet.has(name)) this.#capture = { depth, name, target: fields }
      else if (this.#rules.isDropped(name)) this.#capture = { depth, name, target: null }
    } else if (depth === base + 2 && this.#row !== null && rule.rowSet.has(name)) {
      this.#capture = { depth, name, target: this.#row }
    }
  }

  text(text: string): void {
    if (this.#capture !== null && this.#text.length < MAX_FIELD) this.#text += text.slice(0, MAX_FIELD)
  }

  close(): void {
    this.#open.pop()
    const depth = this.#open.length
    if (this.#capture?.depth === depth) {
      const { name, target } = this.#capture
      if (target !== null) put(target, name, this.#text)
      else if (this.#text.trim() !== '') this.dropped.add(name)
      this.#capture = null
      this.#text = ''
    }
    const record = this.#record
    if (record === null) return
    if (this.#row !== null && depth === record.depth + 1) {
      record.rows.push(this.#row)
      this.#row = null
    }
    if (depth === record.depth) {
      this.#record = null
      const { rule, line, fields, rows } = record
      this.#onRecord({ kind: rule.kind, line, fields, rows })
    }
  }
}

/**
 * Reads one file, record by record.
 *
 * @throws TrousseError `file-damaged` with file and line when it is not well formed or ends early;
 *   `file-unsafe` with `reason: 'dtd'`: a DTD has no place in these files, and entities are how XML bombs are made.
 */
export function readXml(file: PlainFile, rules: XmlRules, onRecord: (record: XmlRecord) => void): XmlReading {
  const text = decodeXml(file.bytes)
  const parser = new SaxesParser()
  const builder = new RecordBuilder(rules, onRecord)
  const refuse = (code: 'file-damaged' | 'file-unsafe', reason: string, cause?: Error): never => {
    throw new TrousseError(code, { file: file.name, line: parser.line, reason }, cause ? { cause } : {})
  }
  parser.on('error', (error) => refuse('file-damaged', 'xml', error))
  parser.on('doctype', () => refuse('file-unsafe', 'dtd'))
  parser.on('opentag', (tag) => {
    if (builder.depth >= MAX_DEPTH) refuse('file-damaged', 'depth')
    builder.open(tag.name, tag.attributes, parser.line)
  })
  parser.on('closetag', () => builder.close())
  parser.on('text', (value) => builder.text(value))
  parser.on('cdata', (value) => builder.text(value))
  for (const chunk of text.chunks) parser.write(chunk)
  parser.close()
  return { contradicts: text.contradicts, dropped: builder.dropped }
}
