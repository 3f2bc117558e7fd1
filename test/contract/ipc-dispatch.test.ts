import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNEL_NAMES, type ChannelName } from '../../electron/contract/channel-names.ts'
import { channels } from '../../electron/contract/channels.ts'
import { TrousseError } from '../../electron/contract/errors.ts'
import { APP_ORIGIN, APP_URL } from '../../electron/main/bundle-path.ts'
import { createDispatch, type Sender } from '../../electron/main/ipc-dispatch.ts'
import { createLog, silentLog } from '../../electron/platform/log.ts'
import { recordingHandlers } from '../helpers/electron-handlers.ts'

const ours: Sender = { frameUrl: `${APP_URL}#/classes`, isMainFrameOfOurWindow: true }

const dispatchWith = (answer: (channel: ChannelName) => unknown, log = silentLog) => {
  const recorded = recordingHandlers(answer)
  return { ...recorded, dispatch: createDispatch({ handlers: recorded.handlers, origin: APP_ORIGIN, log }) }
}

describe('who may send a message', () => {
  const strangers: [string, Sender][] = [
    ['an iframe of our page', { frameUrl: APP_URL, isMainFrameOfOurWindow: false }],
    ['an about:blank frame', { frameUrl: 'about:blank', isMainFrameOfOurWindow: true }],
    ['a web site', { frameUrl: 'https://example.com/', isMainFrameOfOurWindow: true }],
    ['a file', { frameUrl: 'file:///index.html', isMainFrameOfOurWindow: true }],
    ['a host that starts like ours', { frameUrl: 'app://trousse.example/index.html', isMainFrameOfOurWindow: true }],
    ['a host that ends like ours', { frameUrl: 'app://not-trousse/index.html', isMainFrameOfOurWindow: true }],
    ['our host behind a user name', { frameUrl: 'https://app://trousse@example.com', isMainFrameOfOurWindow: true }],
    ['a data address', { frameUrl: `data:text/html,${APP_URL}`, isMainFrameOfOurWindow: true }],
    ['a frame that is gone', { frameUrl: null, isMainFrameOfOurWindow: true }],
    ['an empty address', { frameUrl: '', isMainFrameOfOurWindow: true }],
  ]

  it.each(strangers)('not %s, on any channel', async (_who, sender) => {
    const { dispatch, calls } = dispatchWith(() => undefined)
    for (const channel of CHANNEL_NAMES) {
      expect(await dispatch(channel, sender, [undefined])).toEqual({
        ok: false,
        error: { code: 'forbidden-sender', params: {} },
      })
    }
    expect(calls).toEqual([])
  })

  it('our own main frame', async () => {
    const { dispatch, calls } = dispatchWith(() => undefined)
    expect(await dispatch('app.openDemo', ours, [undefined])).toEqual({ ok: true, value: undefined })
    expect(calls).toEqual([{ channel: 'app.openDemo', request: undefined }])
  })
})

describe('what a message may hold', () => {
  /** Values a structured clone can carry and no channel expects. */
  const hostile = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
    fc.record({ id: fc.oneof(fc.constant(Number.NaN), fc.double(), fc.string(), fc.constant(-1)) }),
    fc.constantFrom<unknown>(
      JSON.parse('{"__proto__":{"polluted":true},"id":1}'),
      { constructor: { prototype: { polluted: true } } },
      { id: Number.MAX_SAFE_INTEGER + 2 },
      { ticket: '../../etc/passwd', mapping: null },
      [[[[[[]]]]]],
    ),
  )

  it('is the schema’s business alone: what it refuses never reaches a handler', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CHANNEL_NAMES), hostile, async (channel, payload) => {
        const { dispatch, calls } = dispatchWith(() => undefined)
        const reply = await dispatch(channel, ours, [payload])
        if (channels[channel].request.safeParse(payload).success) {
          expect(calls).toHaveLength(1)
        } else {
          expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request', params: { channel } } })
          expect(calls).toEqual([])
        }
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
      }),
      { numRuns: 3000 },
    )
  })

  it.each(CHANNEL_NAMES)(
    '%s refuses text of ten million characters, bare values and a second argument',
    async (channel) => {
      const { dispatch, calls } = dispatchWith(() => undefined)
      const huge = 'x'.repeat(10_000_000)
      const shape = { id: huge, classId: huge, url: huge, secret: huge, text: huge, ticket: huge, signature: huge }
      for (const args of [[huge], [{ ...shape, passphrase: huge }], [42], [true], [null], [undefined, undefined]]) {
        expect(await dispatch(channel, ours, args)).toMatchObject({ ok: false, error: { code: 'invalid-request' } })
      }
      expect(calls).toEqual([])
    },
  )

  it('is handed over without the fields nobody asked for', async () => {
    const { dispatch, calls } = dispatchWith(() => undefined)
    await dispatch('packs.reveal', ours, [{ id: 3, path: '/etc/passwd' }])
    expect(calls).toEqual([{ channel: 'packs.reveal', request: { id: 3 } }])
  })
})

describe('what comes back', () => {
  const withLog = (answer: () => unknown) => {
    const lines: string[] = []
    const log = createLog(
      (line) => lines.push(line),
      () => 0,
    )
    return { lines, ...dispatchWith(answer, log) }
  }

  it('is our own error with its code and parameters', async () => {
    const { dispatch } = dispatchWith(() => {
      throw new TrousseError('store-busy', { seconds: 5 })
    })
    expect(await dispatch('app.openDemo', ours, [undefined])).toEqual({
      ok: false,
      error: { code: 'store-busy', params: { seconds: 5 } },
    })
  })

  it('is "internal" for any other error, whose words are neither sent nor logged', async () => {
    const { dispatch, lines } = withLog(() => {
      throw new Error('UNIQUE constraint failed: Zoé Canari')
    })
    expect(await dispatch('app.openDemo', ours, [undefined])).toEqual({
      ok: false,
      error: { code: 'internal', params: {} },
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('app.openDemo')
    expect(lines[0]).not.toContain('Canari')
  })

  it('is "internal" when the answer breaks the contract, and the log says where without the value', async () => {
    const { dispatch, lines } = withLog(() => [{ pupilId: 'Zoé Canari' }])
    expect(await dispatch('classes.roster', ours, [{ classId: null }])).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
    expect(lines.join()).toContain('0.pupilId')
    expect(lines.join()).not.toContain('Canari')
  })

  it('holds nothing the contract does not name', async () => {
    const { dispatch } = dispatchWith(() => ({ recoveryCode: 'ABC', key: 'secret' }))
    expect(await dispatch('app.createSpace', ours, [{ passphrase: null }])).toEqual({
      ok: true,
      value: { recoveryCode: 'ABC' },
    })
  })
})
