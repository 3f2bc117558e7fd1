/** What a WebDAV server says of a folder or a file (RFC 4918, multistatus). A listing is somebody else's XML. */
import { SaxesParser } from 'saxes'
import { TrousseError } from '../contract/errors.ts'

const DAV = 'DAV:'
/** A folder of packs holds tens; one that holds more than this is not ours to list. */
const MAX_ENTRIES = 10_000
const MAX_TEXT = 4_096

export interface DavEntry {
  /** The last segment of its address, decoded. Never holds a separator or a control character. */
  readonly name: string
  /** Path of its address, as the server wrote it. */
  readonly path: string
  readonly isFolder: boolean
  readonly bytes: number | null
  /** As the server wrote it, quotes and weakness included. */
  readonly etag: string | null
  /** Milliseconds since 1970. */
  readonly modifiedAt: number | null
}

interface Found {
  href: string
  isFolder: boolean
  status: string
  length: string
  etag: string
  modified: string
}

/** Asked of every resource; answers without one of them are read all the same. */
export const LISTING_QUESTION =
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getetag/>' +
  '<getlastmodified/></prop></propfind>'

/**
 * @param host for the error only.
 * @throws TrousseError `response-unexpected` for what is no multistatus, has a document type (entities may hide a
 *   bomb) or too many entries.
 */
export function readListing(body: Uint8Array, host: string): DavEntry[] {
  const refuse = (cause?: unknown) => new TrousseError('response-unexpected', { host, status: 207 }, { cause })
  const parser = new SaxesParser({ xmlns: true })
  const entries: DavEntry[] = []
  const path: string[] = []
  let open: Found | null = null
  /** Of the properties under way; kept only when their status is 200. */
  let block: Partial<Found> = {}
  let text = ''
  let isMultistatus = false
  parser.on('doctype', () => {
    throw refuse()
  })
  parser.on('error', (error) => {
    throw refuse(error)
  })
  parser.on('opentag', ({ uri, local }) => {
    path.push(uri === DAV ? local : `other:${local}`)
    text = ''
    if (path.length === 1) isMultistatus = path[0] === 'multistatus'
    if (path.at(-1) === 'response') open = { href: '', isFolder: false, status: '', length: '', etag: '', modified: '' }
    if (path.at(-1) === 'propstat') block = {}
    if (path.at(-1) === 'collection' && path.at(-2) === 'resourcetype') block.isFolder = true
  })
  parser.on('text', (piece) => {
    if (text.length < MAX_TEXT) text += piece
  })
  parser.on('closetag', () => {
    const [parent, name] = [path.at(-2), path.at(-1)]
    path.pop()
    if (open === null) return
    if (name === 'href' && parent === 'response') open.href = text.trim()
    else if (name === 'status' && parent === 'propstat') block.status = text
    else if (name === 'getcontentlength') block.length = text.trim()
    else if (name === 'getetag') block.etag = text.trim()
    else if (name === 'getlastmodified') block.modified = text.trim()
    else if (name === 'propstat' && / 200\b/.test(block.status ?? '')) Object.assign(open, block)
    else if (name === 'response') {
      const entry = toEntry(open)
      open = null
      if (entry === null) return
      if (entries.length >= MAX_ENTRIES) throw refuse()
      entries.push(entry)
    }
  })
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(body)).close()
  } catch (error) {
    throw error instanceof TrousseError ? error : refuse(error)
  }
  if (!isMultistatus) throw refuse()
  return entries
}

function toEntry({ href, isFolder, length, etag, modified }: Found): DavEntry | null {
  const url = URL.canParse(href, 'https://place.invalid') ? new URL(href, 'https://place.invalid') : null
  const last = url?.pathname.replace(/\/$/, '').split('/').at(-1) ?? ''
  let name: string
  try {
    name = decodeURIComponent(last)
  } catch {
    return null
  }
  // An encoded separator is no name of a file here.
  if (url === null || /[/\\\p{Cc}]/u.test(name) || name === '.' || name === '..') return null
  // The root of a server has no name; a file has one.
  if (name === '' && !isFolder) return null
  const modifiedAt = Date.parse(modified)
  return {
    name,
    path: url.pathname,
    isFolder,
    bytes: /^\d{1,15}$/.test(length) ? Number(length) : null,
    etag: etag === '' ? null : etag,
    modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
  }
}
