/**
 * What a file is, from its content alone. Renaming a file changes nothing (facts/formats: names of exports repeat
 * and lie); what Trousse cannot read is named with the export to ask for instead.
 */
import type { ErrorCode } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/views.ts'
import { decodeHead } from './decode-head.ts'
import type { Peek } from './peek.ts'
import {
  binaryKind,
  isCalendar,
  isHtmlRoot,
  isOneRosterHeader,
  isSiecleRoot,
  isTimetableOfficeRoot,
  isVCard,
  isWorkbookRoot,
  packPage,
  rootElement,
} from './signatures.ts'
import { type ZipItem, zipDirectory, zipHead } from './zip-directory.ts'

export type Recognised =
  | { readonly kind: ImportKind; readonly encrypted: boolean }
  | { readonly kind: null; readonly why: ErrorCode }

/** A title block or a page's head may come before what tells; a page's styles are long. */
const HEAD_BYTES = 4 * 1024 * 1024
/** Entries of a ZIP looked into before giving up: an archive of exports has a few dozen. */
const MAX_LOOKED_INTO = 200
/** Names of streams in the old Office container, in the two bytes of its directory. */
const OLE_WORD = Buffer.from('WordDocument', 'utf16le')
const OLE_SLIDES = Buffer.from('PowerPoint Document', 'utf16le')
const MAX_OLE_BYTES = 20 * 1024 * 1024

/** What the form of a pupil's pack saves (packs/hand-back.ts). */
const HAND_BACK = /^\s*\{"format":"trousse-hand-back"/

const is = (kind: ImportKind, encrypted = false): Recognised => ({ kind, encrypted })
const not = (why: ErrorCode): Recognised => ({ kind: null, why })

export function recognise(peek: Peek): Recognised {
  if (peek.size === 0) return not('file-empty')
  const head = peek.read(0, HEAD_BYTES)
  const signature = Buffer.from(head.subarray(0, 4)).toString('latin1')
  if (signature === 'PK\u0003\u0004' || signature === 'PK\u0005\u0006') return recogniseZip(peek)
  if (signature === '\u00d0\u00cf\u0011\u00e0') return recogniseOle(peek)
  const binary = binaryKind(head)
  if (binary !== null) return not(`file-kind-${binary}`)
  const text = decodeHead(head)
  return text === null ? not('file-kind-unknown') : recogniseText(text)
}

function recogniseText(text: string): Recognised {
  if (text.trim() === '') return not('file-empty')
  const root = rootElement(text)
  if (root !== null) {
    if (isSiecleRoot(root)) return is('siecle')
    if (isTimetableOfficeRoot(root) || /^\s*<TABLE\s+nom=/m.test(text.slice(0, 4096))) return not('file-kind-timetable')
    const pack = packPage(text)
    if (pack !== null) return is('trousse-pack', pack.encrypted)
    if (isWorkbookRoot(root) || /<table[\s>]/i.test(text)) return is('roster-file')
    return not(isHtmlRoot(root) ? 'file-kind-page' : 'file-kind-unknown')
  }
  // Markup that never comes to an element.
  if (text.trimStart().startsWith('<')) return not('file-kind-unknown')
  if (isCalendar(text)) return is('ical-file')
  if (isVCard(text)) return not('file-kind-vcard')
  if (isOneRosterHeader(text)) return is('oneroster-csv')
  // A page saved "complete" is a mail-like container.
  if (/^(?:From: <?Saved by|MIME-Version: 1\.0)/i.test(text.trimStart())) return not('file-kind-page')
  if (HAND_BACK.test(text)) return not('file-kind-hand-back')
  if (/^\s*[{[]\s*["{[]/.test(text)) return not('file-kind-unknown')
  return is('roster-file')
}

function recogniseOle(peek: Peek): Recognised {
  if (peek.size > MAX_OLE_BYTES) return not('file-too-large')
  const bytes = Buffer.from(peek.read(0, peek.size))
  const isDocument = bytes.includes(OLE_WORD) || bytes.includes(OLE_SLIDES)
  // A locked workbook is one too: its reader says that it has a password.
  return isDocument ? not('file-kind-document') : is('roster-file')
}

function recogniseZip(peek: Peek): Recognised {
  const items = zipDirectory(peek)
  if (items === null) return not('file-unreadable')
  const names = new Set(items.map(({ name }) => name))
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) return is('roster-file')
  if (names.has('word/document.xml') || names.has('ppt/presentation.xml')) return not('file-kind-document')
  if (names.has('content.xml')) return recogniseOpenDocument(peek, items)
  if (names.has('[Content_Types].xml')) return is('roster-file')
  // Sealed whole, beside how to open it.
  if (items.length === 2 && names.has('pack.zip') && names.has('LISEZMOI.txt')) {
    const sealed = items.find(({ name }) => name === 'pack.zip')?.encrypted === true
    return sealed ? is('trousse-pack', true) : recogniseContents(peek, items)
  }
  if (names.has('manifest.json') && names.has('index.html')) {
    return is('trousse-pack', items.find(({ name }) => name === 'manifest.json')?.encrypted === true)
  }
  return recogniseContents(peek, items)
}

function recogniseOpenDocument(peek: Peek, items: readonly ZipItem[]): Recognised {
  const mimetype = items.find(({ name }) => name === 'mimetype')
  const text = mimetype === undefined ? '' : Buffer.from(zipHead(peek, mimetype)).toString('latin1')
  return text === '' || text.includes('spreadsheet') ? is('roster-file') : not('file-kind-document')
}

/** Archives of exports: SIECLE's XML files, OneRoster's CSV files. */
function recogniseContents(peek: Peek, items: readonly ZipItem[]): Recognised {
  // The forks that macOS adds hold nothing of the files.
  const files = items.filter(({ name }) => !name.endsWith('/') && !name.startsWith('__MACOSX/'))
  if (files.some(({ encrypted }) => encrypted)) return not('file-password-protected')
  for (const file of files.slice(0, MAX_LOOKED_INTO)) {
    const text = decodeHead(zipHead(peek, file))
    if (text === null) continue
    const root = rootElement(text)
    if (root !== null && isSiecleRoot(root)) return is('siecle')
    if (root !== null && isTimetableOfficeRoot(root)) return not('file-kind-timetable')
    if (isOneRosterHeader(text)) return is('oneroster-csv')
  }
  return not('file-kind-archive')
}
