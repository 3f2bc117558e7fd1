import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mboxEntry } from '../../../electron/mail/mbox.ts'
import { addresses, createBench, newMessage } from '../../helpers/smtp-outbox.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-mbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** As a mail program reads it: a line that begins with "From " after a blank one opens a message; `>From` is undone. */
function readMbox(text: string): string[] {
  return text
    .split(/(?:^|\n\n)(?=From )/)
    .filter((entry) => entry.startsWith('From '))
    .map((entry) =>
      entry
        .slice(entry.indexOf('\n') + 1)
        .replace(/^>(>*From )/gm, '$1')
        .replace(/\n*$/, '\n'),
    )
}

describe('all messages in one file', () => {
  it('opens as so many messages, each to its one recipient, and hands nothing over by itself', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(3), { body: 'Bonjour,\n\nFrom la classe\n>From encore\nFin.' }))
    const report = await outbox.export(id, { kind: 'mbox', folder, handOver: false })
    expect(report).toEqual({ files: 3, refused: 0 })
    expect(await readdir(folder)).toEqual([`message-${id}.mbox`])
    const path = join(folder, `message-${id}.mbox`)
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0)
    const entries = readMbox(await readFile(path, 'latin1'))
    expect(entries).toHaveLength(3)
    for (const [index, entry] of entries.entries()) {
      const parsed = await simpleParser(entry)
      expect(parsed.to).toMatchObject({ value: [{ address: `parent${index + 1}@example.org` }] })
      expect(parsed.text?.trimEnd()).toBe('Bonjour,\n\nFrom la classe\n>From encore\nFin.')
      expect(parsed.messageId).toBe(`<row-${index + 1}@lycee.example>`)
    }
    expect(ledger.states(id)).toEqual(['queued', 'queued', 'queued'])
  })

  it('hands over only once the file is there', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(2)))
    const gone = join(folder, 'absent', 'messages')
    await expect(outbox.export(id, { kind: 'mbox', folder: gone, handOver: true })).rejects.toMatchObject({
      code: 'disk-gone',
    })
    expect(ledger.states(id)).toEqual(['queued', 'queued'])
    await outbox.export(id, { kind: 'mbox', folder, handOver: true })
    expect(ledger.states(id)).toEqual(['handed-over', 'handed-over'])
  })

  it('stopped midway, leaves no file and no row changed', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(3)))
    const stop = new AbortController()
    const writing = outbox.export(
      id,
      { kind: 'mbox', folder, handOver: true },
      { signal: stop.signal, onProgress: ({ done }) => done === 1 && stop.abort() },
    )
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(folder)).toEqual([])
    expect(ledger.states(id)).toEqual(['queued', 'queued', 'queued'])
  })

  it('as separate files, also waits for the teacher’s word', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(2)))
    await outbox.export(id, { kind: 'eml', folder, handOver: false })
    expect(await readdir(folder)).toHaveLength(2)
    expect(ledger.states(id)).toEqual(['queued', 'queued'])
  })

  it('any text comes back as it was', () => {
    const line = fc.constantFrom('From x', '>From x', '>>From x', 'from', '', 'texte', 'From')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.array(line, { maxLength: 8 }), (first, second) => {
        const bytes = [first, second].map((lines) =>
          Buffer.from(['Subject: s', '', ...lines, 'fin', ''].join('\r\n'), 'latin1'),
        )
        const file = bytes.map((mime) => mboxEntry(mime, 'prof@lycee.example', '2026-04-06T08:05:09.000Z'))
        const text = Buffer.concat(file).toString('latin1')
        expect(text.startsWith('From prof@lycee.example Mon Apr  6 08:05:09 2026\n')).toBe(true)
        expect(readMbox(text)).toEqual(bytes.map((mime) => mime.toString('latin1').replaceAll('\r\n', '\n')))
      }),
    )
  })
})
