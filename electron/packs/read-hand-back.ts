/**
 * Reads a hand-back piece by piece with no trust in it: fifty megabytes of files pass through a few kilobytes of
 * memory, and the thread that reads stays free. Only the exact shape that a pack's page saves is taken.
 */
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { HAND_BACK_FORMAT, HAND_BACK_MAX_BYTES, HAND_BACK_VERSION, handBackSchema } from './hand-back.ts'

/** What it says of itself, files aside. */
const tellingSchema = handBackSchema.omit({ files: true })
export type HandBackTelling = z.infer<typeof tellingSchema>

/** What it says of one file. */
const factsSchema = handBackSchema.shape.files.element.omit({ base64: true })
export type HandBackFacts = z.infer<typeof factsSchema>

const versionSchema = z.object({ format: z.literal(HAND_BACK_FORMAT), version: z.number().int().positive() })

/** How the page writes it (`html/opener-script.ts`). A quote in a text has a backslash before it: these are structure. */
const FILES = Buffer.from(',"files":[')
const CONTENT = Buffer.from(',"base64":"')
const QUOTE = 0x22
const COMMA = 0x2c
const CLOSE_LIST = 0x5d
/** A text of a million characters, each escaped, and the names. */
const MAX_TELLING = 8 * 1024 ** 2
const MAX_FACTS = 8 * 1024
const MAX_FILES = 100
const BEGINNING = `{"format":"${HAND_BACK_FORMAT}"`

/** True when the first bytes are those of a hand-back. */
export const isHandBack = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, BEGINNING.length)).toString('latin1') === BEGINNING

const damaged = (cause?: unknown): TrousseError =>
  new TrousseError('hand-back-damaged', {}, cause === undefined ? {} : { cause })

/** Bytes as they come, with what was read too far given back. */
class Feed {
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#source.next()
    if (done === true) return false
    this.#rest = this.#rest.byteLength === 0 ? Buffer.from(value) : Buffer.concat([this.#rest, value])
    return true
  }

  /** Everything before `mark`, which is passed over. Throws past `limit` bytes, and at the end. */
  async until(mark: Buffer, limit: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const at = this.#rest.indexOf(mark, from)
      if (at > limit || (at === -1 && this.#rest.byteLength > limit + mark.byteLength)) throw damaged()
      if (at !== -1) {
        const before = this.#rest.subarray(0, at)
        this.#rest = this.#rest.subarray(at + mark.byteLength)
        return before
      }
      from = Math.max(0, this.#rest.byteLength - mark.byteLength + 1)
      if (!(await this.#more())) throw damaged()
    }
  }

  async byte(): Promise<number> {
    while (this.#rest.byteLength === 0) if (!(await this.#more())) throw damaged()
    const [first = 0] = this.#rest
    this.#rest = this.#rest.subarray(1)
    return first
  }

  /** Only white space is left. */
  async isAtEnd(): Promise<boolean> {
    do {
      if (this.#rest.toString('latin1').trim() !== '') return false
      this.#rest = Buffer.alloc(0)
    } while (await this.#more())
    return true
  }

  /** The characters of a string without escapes, in pieces, up to its closing quote. */
  async *text(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#rest.indexOf(QUOTE)
      const piece = end === -1 ? this.#rest : this.#rest.subarray(0, end)
      this.#rest = end === -1 ? Buffer.alloc(0) : this.#rest.subarray(end + 1)
      if (piece.byteLength > 0) yield piece
      if (end !== -1) return
      if (!(await this.#more())) throw damaged()
    }
  }
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** The bytes of a file, exactly as many as were announced. */
async function* decode(feed: Feed, { bytes }: HandBackFacts): AsyncGenerator<Uint8Array> {
  let waiting = ''
  let count = 0
  let ended = false
  for await (const piece of feed.text()) {
    const text = waiting + piece.toString('latin1')
    const whole = text.length - (text.length % 4)
    waiting = text.slice(whole)
    if (whole === 0) continue
    const quads = text.slice(0, whole)
    if (ended || !BASE64.test(quads)) throw damaged()
    ended = quads.endsWith('=')
    const decoded = Buffer.from(quads, 'base64')
    count += decoded.byteLength
    if (count > bytes) throw damaged()
    yield decoded
  }
  if (waiting !== '' || count !== bytes) throw damaged()
}

function parse<T>(schema: z.ZodType<T>, text: Buffer): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text)))
  } catch (error) {
    throw damaged(error)
  }
}

function parseTelling(text: Buffer): HandBackTelling {
  const { version } = parse(versionSchema, text)
  if (version > HAND_BACK_VERSION) throw new TrousseError('hand-back-too-new', { version })
  return parse(tellingSchema, text)
}

export interface HandBackSink {
  /** Called first, with everything but the files. */
  readonly onTelling: (telling: HandBackTelling) => void
  /** Called for each file in turn; must read `content` to its end. */
  readonly onFile: (facts: HandBackFacts, content: AsyncIterable<Uint8Array>) => Promise<void>
}

/**
 * @throws TrousseError `hand-back-damaged` (cut short, changed, or made by something else), `hand-back-too-new`
 *   (`version`), `handed-in-too-large` (`limit`), or what the sink throws; files given before that must not be kept
 */
export async function readHandBack(source: AsyncIterable<Uint8Array>, sink: HandBackSink): Promise<void> {
  const feed = new Feed(source)
  const telling = await feed.until(FILES, MAX_TELLING)
  sink.onTelling(parseTelling(Buffer.concat([telling, Buffer.from('}')])))
  let total = 0
  let next = await feed.byte()
  if (next !== CLOSE_LIST) {
    for (let place = 0; ; place += 1) {
      if (place >= MAX_FILES) throw damaged()
      const head = await feed.until(CONTENT, MAX_FACTS)
      const facts = parse(
        factsSchema,
        Buffer.concat([place === 0 ? Buffer.from([next]) : Buffer.alloc(0), head, Buffer.from('}')]),
      )
      total += facts.bytes
      if (total > HAND_BACK_MAX_BYTES) throw new TrousseError('handed-in-too-large', { limit: HAND_BACK_MAX_BYTES })
      await sink.onFile(facts, decode(feed, facts))
      if ((await feed.byte()) !== 0x7d) throw damaged()
      next = await feed.byte()
      if (next === CLOSE_LIST) break
      if (next !== COMMA) throw damaged()
    }
  }
  if ((await feed.byte()) !== 0x7d || !(await feed.isAtEnd())) throw damaged()
}
