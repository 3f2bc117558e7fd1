/** What a file's first characters say it is. Never its name: a list of PRONOTE is called "Export CSV.csv" and may be renamed. */

/** Roots of SIECLE's "exports XML génériques", with those of the office's older programs. */
const SIECLE_ROOT =
  /^BEE_(?:ELEVES|RESPONSABLES|STRUCTURES|NOMENCLATURES?|COMMUNS?|GEOGRAPHIQUE|ETABLISSEMENTS|EPHC_ELEVES|EPHC_RESPONSABLES)$/
/** Declarations and comments before the first element; an endless one must not be searched again and again. */
const PROLOGUE = 16_384
const ROOT = /<([A-Za-z_][\w.:-]*)[\s/>]/

/** The first element's name, prologue and comments skipped; null when the text is no XML or HTML. */
export function rootElement(text: string): string | null {
  const rest = text
    .slice(0, PROLOGUE)
    .replace(/^\ufeff+/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\?[\s\S]*?\?>/g, '')
    .replace(/<!doctype[^>[]*(?:\[[\s\S]*?\])?[^>]*>/gi, '')
    .trimStart()
  if (!rest.startsWith('<')) return null
  return ROOT.exec(rest)?.[1] ?? null
}

export const isSiecleRoot = (root: string): boolean => SIECLE_ROOT.test(root)
/** STS-Web and the text exports of EDT: real files of the field that hold no pupil's address. */
export const isTimetableOfficeRoot = (root: string): boolean => /^(?:STS_EDT|EDT_STS)$/.test(root)
export const isHtmlRoot = (root: string): boolean =>
  /^(?:html|head|body|meta|table|thead|tbody|div|style|title)$/i.test(root)
/** SpreadsheetML, which Excel once called "XML 2003". */
export const isWorkbookRoot = (root: string): boolean => /^(?:\w+:)?Workbook$/.test(root)

/** The head of a pack that opens by itself (ADR 7): its check is empty when it is in clear. */
const PACK_PAGE = /<script type="application\/json" id="head" data-check="([^"]{0,200})">\{"format":"trousse-html-pack"/

/** Null for any other page. */
export function packPage(text: string): { readonly encrypted: boolean } | null {
  const found = PACK_PAGE.exec(text)
  return found && { encrypted: found[1] !== '' }
}

export const isCalendar = (text: string): boolean => /^\s*BEGIN:(?:VCALENDAR|VEVENT|VTODO)\s*$/im.test(firstLine(text))
export const isVCard = (text: string): boolean => /^\s*BEGIN:VCARD\s*$/i.test(firstLine(text))

/**
 * OneRoster names its columns exactly, exports change their order and case, and French spreadsheets their commas; the
 * manifest has two. A leading byte-order mark and quotes are tolerated.
 */
export const isOneRosterHeader = (text: string): boolean =>
  /(?:^|[,;])"?(?:user|class)?sourcedId"?(?:[,;]|$)|^"?propertyName"?[,;]"?value"?$/i.test(firstLine(text))

function firstLine(text: string): string {
  return (
    text
      .replace(/^\ufeff+/, '')
      .trimStart()
      .split(/\r\n|\n|\r/, 1)[0] ?? ''
  ).trim()
}

/** First bytes of what is no text and no ZIP. */
const BINARIES: readonly (readonly [OtherKind, number, string])[] = [
  ['document', 0, '%PDF'],
  ['document', 0, '{\\rtf'],
  ['image', 0, '\u0089PNG'],
  ['image', 0, '\u00ff\u00d8\u00ff'],
  ['image', 0, 'GIF8'],
  ['image', 0, 'II*\u0000'],
  ['image', 0, 'MM\u0000*'],
  ['image', 4, 'ftyphei'],
  ['image', 4, 'ftypmif1'],
  ['image', 8, 'WEBP'],
  ['archive', 0, '7z\u00bc\u00af'],
  ['archive', 0, 'Rar!'],
  ['archive', 0, '\u001f\u008b'],
]
export type OtherKind = 'document' | 'image' | 'archive'

export function binaryKind(head: Uint8Array): OtherKind | null {
  const text = Buffer.from(head.subarray(0, 1024)).toString('latin1')
  for (const [kind, offset, mark] of BINARIES) if (text.startsWith(mark, offset)) return kind
  // PDF readers accept a little noise before the mark, and so do some exports write it.
  return text.includes('%PDF-1.') || text.includes('%PDF-2.') ? 'document' : null
}
