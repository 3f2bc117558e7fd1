/**
 * Small real files, the same bytes every time: a one-page PDF, an OpenDocument text, plain text. Written
 * here rather than with a library, because the demonstration is shipped and must stay light.
 */
import { crc32 } from 'node:zlib'

/** Characters outside Latin-1 that French texts use, as WinAnsi puts them. */
const WIN_ANSI: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  Œ: 0x8c,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
  œ: 0x9c,
}

function toWinAnsi(text: string): Buffer {
  const bytes = [...text].map((character) => {
    const code = WIN_ANSI[character] ?? character.codePointAt(0) ?? 0
    return code > 0xff ? 0x3f : code
  })
  return Buffer.from(bytes)
}

const A4 = { width: 595, height: 842, margin: 56 } as const

/** A valid one-page PDF 1.4: Helvetica, a title, then one line per text (about forty fit). */
export function makePdf(title: string, lines: readonly string[]): Uint8Array {
  const escapeText = (text: string) => text.replace(/[\\()]/g, (character) => `\\${character}`)
  const content = [
    'BT',
    `/F1 16 Tf ${A4.margin} ${A4.height - A4.margin} Td (${escapeText(title)}) Tj`,
    '/F1 11 Tf 0 -30 Td 17 TL',
    ...lines.map((line) => `(${escapeText(line)}) Tj T*`),
    'ET',
  ].join('\n')
  const stream = toWinAnsi(content)
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${A4.width} ${A4.height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    ),
    Buffer.concat([Buffer.from(`<< /Length ${stream.length} >>\nstream\n`), stream, Buffer.from('\nendstream')]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
  ]
  // The comment of high bytes tells transports that the file is binary.
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let size = parts[0]?.length ?? 0
  const push = (part: Buffer) => {
    parts.push(part)
    size += part.length
  }
  objects.forEach((object, index) => {
    offsets.push(size)
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]))
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** 1 January 2026 in the two 16-bit fields of a ZIP, so that the bytes do not depend on the day. */
const ZIP_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

/** A ZIP of stored entries (APPNOTE 4.3): OpenDocument wants its `mimetype` first and uncompressed. */
function makeZip(entries: readonly (readonly [string, string])[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of entries) {
    const data = Buffer.from(text)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(ZIP_DATE, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(path.length, 22)
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, data)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path)
    offset += 4 + common.length + path.length + data.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, listing, end])
}

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** An OpenDocument text that LibreOffice and Word open. */
export function makeOdt(title: string, lines: readonly string[]): Uint8Array {
  const namespaces =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
  const paragraphs = lines.map((line) => `<text:p>${escapeXml(line)}</text:p>`).join('')
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.text'],
    [
      'content.xml',
      `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${namespaces} office:version="1.2"><office:body><office:text><text:h text:outline-level="1">${escapeXml(title)}</text:h>${paragraphs}</office:text></office:body></office:document-content>`,
    ],
    [
      'META-INF/manifest.xml',
      '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    ],
  ])
}

export function makeText(title: string, lines: readonly string[]): Uint8Array {
  return Buffer.from(`${[title, '', ...lines].join('\r\n')}\r\n`)
}

export const MEDIA_TYPES = {
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  txt: 'text/plain; charset=utf-8',
} as const
