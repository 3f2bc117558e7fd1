/**
 * Reads a self-opening page with no trust in it, without running any of it: only the exact shape that Trousse
 * writes is taken, every chunk must open, and every file must be what the manifest says.
 */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { TrousseError } from '../../contract/errors.ts'
import { refuse } from '../archive-rules.ts'
import { PACK_LIMITS } from '../limits.ts'
import { manifestHeadSchema, manifestSchema, PACK_VERSION, type PackFileRole, type PackManifest } from '../manifest.ts'
import { type PackTaking, takenLimit } from '../taking.ts'
import {
  CHUNK_BYTES,
  CHUNK_CLOSE,
  CHUNK_OPEN,
  chunkCount,
  decodeBase64,
  deriveKey,
  HTML_VERSION,
  openChunk,
  PBKDF2_ROUNDS,
  passesCheck,
  type StreamKey,
} from './framing.ts'
import { headSchema, type PackHead, type PackIndex, packIndexSchema, type StreamEntry } from './pack-index.ts'
import { HEAD_OPEN } from './scaffold.ts'

export interface ReadPageInput {
  readonly file: FileHandle
  /** Bytes of the file. */
  readonly size: number
  readonly passphrase: string | null
  readonly signal: AbortSignal
  readonly onBytes?: ((bytes: number) => void) | undefined
  /** Content to give back, by its role. */
  readonly keep?: PackFileRole | undefined
  /** Contents to give away, each once it was found to be what the manifest says. */
  readonly take?: PackTaking | undefined
  /**
   * Of a page of a set: its key is derived already, and its documents were opened in another page that holds the
   * same lines. Stops after the index.
   */
  readonly known?: KnownLock | undefined
}

export interface KnownLock {
  readonly salt: Uint8Array
  readonly key: Uint8Array
}

export interface PageReading {
  readonly manifest: PackManifest
  readonly kept: Uint8Array | null
}

const damaged = (file: string, cause?: unknown): TrousseError =>
  new TrousseError('pack-damaged', { file }, cause === undefined ? {} : { cause })

const READ_BYTES = 1024 ** 2
/** The longest line: a whole sealed chunk in base64, and its element. Style and program are shorter. */
const MAX_LINE = Math.ceil((CHUNK_BYTES + 64) / 3) * 4 + CHUNK_OPEN.length + CHUNK_CLOSE.length
/** Ours is under 50 kB. */
const MAX_SCAFFOLD = 1024 ** 2
const LINE_FEED = 10

/** Lines with their end; a line longer than any of ours is refused, so that memory stays small. */
async function* linesOf({ file, signal, onBytes }: ReadPageInput): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for (let position = 0; ; ) {
    signal.throwIfAborted()
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position)
    if (bytesRead === 0) break
    position += bytesRead
    onBytes?.(bytesRead)
    let data = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
    for (let end = data.indexOf(LINE_FEED); end !== -1; end = data.indexOf(LINE_FEED)) {
      yield data.subarray(0, end + 1)
      data = data.subarray(end + 1)
    }
    if (data.byteLength > MAX_LINE) throw refuse('too-large')
    rest = data
  }
  if (rest.byteLength > 0) yield rest
}

function readHead(line: string): { head: PackHead; text: string; check: Uint8Array } {
  const match = /^([A-Za-z0-9+/]*={0,2})">(\{.*\})<\/script>\n$/.exec(line.slice(HEAD_OPEN.length))
  if (match === null) throw refuse('no-manifest')
  const [, check = '', text = ''] = match
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw damaged('head', error)
  }
  const version = headSchema.pick({ format: true, version: true }).safeParse(value)
  if (!version.success) throw refuse('no-manifest')
  if (version.data.version > HTML_VERSION) throw new TrousseError('pack-too-new', { version: version.data.version })
  const head = headSchema.safeParse(value)
  if (!head.success) throw damaged('head', head.error)
  return { head: head.data, text, check: Buffer.from(check, 'base64') }
}

async function keyOf(
  { head, text, check }: ReturnType<typeof readHead>,
  { passphrase, known }: ReadPageInput,
): Promise<StreamKey | null> {
  const { kdf } = head
  if (kdf === null) return null
  if (passphrase === null) throw new TrousseError('pack-wrong-passphrase')
  const salt = Buffer.from(kdf.salt, 'base64')
  // The same passphrase, salt and rounds give the same key: then it need not be derived again.
  const isKnown = known !== undefined && salt.equals(known.salt) && kdf.rounds === PBKDF2_ROUNDS
  const key = isKnown ? known.key : await deriveKey(passphrase, salt, kdf.rounds)
  if (!passesCheck(key, text, check)) throw new TrousseError('pack-wrong-passphrase')
  return { id: Buffer.from(head.id, 'base64'), key }
}

function chunkOf(line: Buffer, stream: StreamKey | null, place: number, count: number, path: string): Uint8Array {
  const text = line.toString('latin1')
  if (!text.startsWith(CHUNK_OPEN) || !text.endsWith(CHUNK_CLOSE)) throw damaged(path)
  const data = decodeBase64(text.slice(CHUNK_OPEN.length, -CHUNK_CLOSE.length))
  if (data === null) throw damaged(path)
  if (stream === null) return data
  try {
    return openChunk(stream, place, count, data)
  } catch (error) {
    throw damaged(path, error)
  }
}

function readIndex(json: string): { index: PackIndex; manifest: PackManifest } {
  let value: unknown
  let described: unknown
  try {
    value = JSON.parse(json)
    described = JSON.parse(packIndexSchema.parse(value).manifest)
  } catch (error) {
    throw damaged('manifest.json', error)
  }
  const version = manifestHeadSchema.safeParse(described)
  if (!version.success) throw refuse('no-manifest')
  if (version.data.version > PACK_VERSION) throw new TrousseError('pack-too-new', { version: version.data.version })
  const manifest = manifestSchema.safeParse(described)
  if (!manifest.success) throw damaged('manifest.json', manifest.error)
  return { index: packIndexSchema.parse(value), manifest: manifest.data }
}

/** The index lists the very files of the manifest, the page aside, each once and of the size said there. */
function checkStreams({ streams, body }: PackIndex, manifest: PackManifest, head: PackHead): void {
  if (manifest.encrypted !== (head.kdf !== null)) throw damaged('manifest.json')
  const files = new Map(manifest.files.filter((file) => file.role !== 'index').map((file) => [file.path, file]))
  const page = manifest.files.find((file) => file.role === 'index')
  const pageHash = createHash('sha256').update(body).digest('hex')
  if (page === undefined || page.sha256 !== pageHash) throw damaged('index.html')
  for (const stream of streams) {
    const isKnown = files.get(stream.path)?.bytes === stream.bytes && files.delete(stream.path)
    const isSealed = (stream.seal !== null) === manifest.encrypted
    if (!isKnown || !isSealed || stream.chunks !== chunkCount(stream.bytes)) throw damaged('manifest.json')
  }
  const chunks = streams.reduce((sum, stream) => sum + stream.chunks, head.indexChunks)
  if (files.size > 0 || chunks !== head.chunks) throw damaged('manifest.json')
}

const streamKey = ({ seal }: StreamEntry): StreamKey | null =>
  seal === null ? null : { id: Buffer.from(seal.id, 'base64'), key: Buffer.from(seal.key, 'base64') }

/** Everything before the first chunk; what it holds is hashed, and its head read. */
async function readScaffold(lines: AsyncGenerator<Buffer>, hash: Hash) {
  let bytes = 0
  let found: ReturnType<typeof readHead> | null = null
  for (;;) {
    const { value: line, done } = await lines.next()
    if (done === true) throw found === null ? refuse('no-manifest') : damaged('index.html')
    if (found !== null && line.toString('latin1', 0, CHUNK_OPEN.length) === CHUNK_OPEN) return { ...found, first: line }
    bytes += line.byteLength
    if (bytes > MAX_SCAFFOLD) throw refuse('no-manifest')
    hash.update(line)
    const text = line.toString('utf8')
    if (found === null && text.startsWith(HEAD_OPEN)) found = readHead(text)
  }
}

/**
 * @throws TrousseError `pack-not-a-pack`, `pack-too-new` (`version`), `pack-wrong-passphrase`, `pack-damaged`
 *   (`file`), `cancelled`
 */
export async function readPage(input: ReadPageInput): Promise<PageReading> {
  const lines = linesOf(input)
  const scaffoldHash = createHash('sha256')
  const { first, ...opened } = await readScaffold(lines, scaffoldHash)
  const { head } = opened
  const key = await keyOf(opened, input)
  let next: Buffer | null = first
  const nextLine = async (): Promise<Buffer> => {
    const given = next
    next = null
    if (given !== null) return given
    const { value, done } = await lines.next()
    if (done === true) throw damaged('index.html')
    return value
  }

  const parts: Uint8Array[] = []
  if (head.indexChunks * CHUNK_BYTES > PACK_LIMITS.totalBytes) throw refuse('too-large')
  for (let place = 0; place < head.indexChunks; place += 1)
    parts.push(chunkOf(await nextLine(), key, place, head.indexChunks, 'manifest.json'))
  const { index, manifest } = readIndex(Buffer.concat(parts).toString('utf8'))
  checkStreams(index, manifest, head)
  if (input.known !== undefined) {
    await lines.return(undefined)
    return { manifest, kept: null }
  }

  const described = new Map(manifest.files.map((file) => [file.path, file]))
  let kept: Uint8Array | null = null
  for (const stream of index.streams) {
    const file = described.get(stream.path)
    const hash = createHash('sha256')
    const isKept = file?.role === input.keep
    const isTaken = file !== undefined && input.take?.wants(file) === true
    const keeping = isKept || isTaken ? ([] as Uint8Array[]) : null
    if (keeping !== null && stream.bytes > takenLimit(isTaken)) throw refuse('too-large')
    const own = streamKey(stream)
    let bytes = 0
    for (let place = 0; place < stream.chunks; place += 1) {
      const data = chunkOf(await nextLine(), own, place, stream.chunks, stream.path)
      bytes += data.byteLength
      hash.update(data)
      keeping?.push(data)
    }
    if (bytes !== stream.bytes || hash.digest('hex') !== file?.sha256) throw damaged(stream.path)
    if (isKept && keeping !== null) kept = Buffer.concat(keeping)
    if (isTaken && keeping !== null) await input.take?.give(file, Buffer.concat(keeping))
  }
  for await (const line of lines) scaffoldHash.update(line)
  if (scaffoldHash.digest('hex') !== index.scaffoldSha256) throw damaged('index.html')
  return { manifest, kept }
}
