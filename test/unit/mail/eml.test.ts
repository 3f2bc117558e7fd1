import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addresses, createBench, newMessage } from '../../helpers/smtp-outbox.ts'
import { startRawSmtpServer } from '../../helpers/smtp-raw-server.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-eml-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('one file per recipient', () => {
  it('holds the message, is named by numbers, and is marked handed over', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(3), { recipientName: 'Élodie ../../Été' }))
    const steps: number[] = []
    expect(await outbox.exportEml(id, folder, { onProgress: ({ done }) => steps.push(done) })).toEqual({
      files: 3,
      refused: 0,
    })
    expect(steps).toEqual([0, 1, 2, 3])
    const names = (await readdir(folder)).sort()
    expect(names).toEqual(['message-1-000001.eml', 'message-1-000002.eml', 'message-1-000003.eml'])
    for (const [index, name] of names.entries()) {
      const parsed = await simpleParser(await readFile(join(folder, name)))
      expect(parsed.to).toMatchObject({ value: [{ address: `parent${index + 1}@example.org` }] })
      expect(parsed.headers.get('x-unsent')).toBe('1')
      expect(parsed.messageId).toBe(`<row-${index + 1}@lycee.example>`)
      if (process.platform !== 'win32') expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
    }
    expect(ledger.states(id)).toEqual(['handed-over', 'handed-over', 'handed-over'])
  })

  it('exported again, gives the same files and no more', async () => {
    const { outbox } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(2)))
    await outbox.exportEml(id, folder)
    await rm(join(folder, 'message-1-000001.eml'))
    expect((await outbox.exportEml(id, folder)).files).toBe(2)
    expect(await readdir(folder)).toHaveLength(2)
  })

  it('leaves out what a server already has or may have, and a send leaves out what was handed over', async () => {
    const server = await startRawSmtpServer({ mode: ['ok', 'drop-after-dot', 'reply-554', 'reply-451'] })
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(4)))
    await outbox.send(id)
    expect(await outbox.exportEml(id, folder)).toEqual({ files: 1, refused: 0 })
    expect(await readdir(folder)).toEqual(['message-1-000004.eml'])
    expect(ledger.states(id)).toEqual(['accepted', 'ambiguous', 'refused', 'handed-over'])
    await outbox.send(id)
    expect(server.bodies).toHaveLength(4)
    await server.close()
  })

  it('a row that cannot be a message is refused, the others are written', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(['a@example.org, b@example.org', 'ok@example.org']))
    expect(await outbox.exportEml(id, folder)).toEqual({ files: 1, refused: 1 })
    expect(ledger.states(id)).toEqual(['refused', 'handed-over'])
  })

  it('a folder that has gone changes nothing in the ledger', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(2)))
    const gone = join(folder, 'absent', 'messages')
    await expect(outbox.exportEml(id, gone)).rejects.toMatchObject({ code: 'disk-gone' })
    expect(ledger.states(id)).toEqual(['queued', 'queued'])
    expect(await outbox.exportEml(id, join(folder, 'messages'))).toEqual({ files: 2, refused: 0 })
  })

  it('can be stopped between two files', async () => {
    const { outbox, ledger } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(3)))
    const stop = new AbortController()
    const writing = outbox.exportEml(id, folder, {
      signal: stop.signal,
      onProgress: ({ done }) => done === 1 && stop.abort(),
    })
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
    expect(ledger.states(id)).toEqual(['handed-over', 'handed-over', 'queued'])
  })
})
