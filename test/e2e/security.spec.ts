/** Electron's rules in the real window (reliability.md E1, E5–E12). Each attempt is made the way an attacker would. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANNEL_NAMES } from '../../electron/contract/channel-names.ts'
import { channels } from '../../electron/contract/channels.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

let trousse: Trousse
/** A server that counts who reaches it: nobody should. */
const hits: string[] = []
const outside = createServer((request, response) => {
  hits.push(request.url ?? '')
  response.setHeader('access-control-allow-origin', '*')
  response.end('<h1>outside</h1>')
})
let outsideUrl = ''
/** What our own page printed before anything was tried on it. */
let ownErrors: string[] = []

beforeAll(async () => {
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  trousse = await launchTrousse()
  await trousse.page.locator('#root > *').first().waitFor()
  ownErrors = [...trousse.pageErrors]
})
afterAll(async () => {
  await trousse?.quit()
  outside.close()
  await cleanUp()
})

interface PageReply {
  readonly ok: boolean
  readonly error?: { readonly code: string }
}
/** The page as the tests use it: any channel, any payload. */
interface PageWindow {
  readonly trousse: {
    readonly invoke: Readonly<Record<string, (request: unknown) => Promise<PageReply>>>
    on(event: string, listener: unknown): unknown
  }
}

/** The reply of one channel to any payload, as the page would get it. */
const invoke = (channel: string, request: unknown) =>
  trousse.page.evaluate(({ name, payload }) => (window as unknown as PageWindow).trousse.invoke[name]?.(payload), {
    name: channel,
    payload: request,
  })

const mainIsAlive = async () => expect(await invoke('app.state', undefined)).toMatchObject({ ok: true })

describe('E1: every window', () => {
  it('is sandboxed, isolated, and has nothing of Node', async () => {
    const preferences = await trousse.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        // Electron has it, its types do not.
        const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        return contents.getLastWebPreferences()
      }),
    )
    expect(preferences).toHaveLength(1)
    for (const preference of preferences) {
      expect(preference).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
      })
    }
    const globals = await trousse.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window),
    )
    expect(globals).toEqual([])
  })

  it('gets a frozen bridge with the contract’s channels and nothing else', async () => {
    const bridge = await trousse.page.evaluate(() => {
      const { trousse: given } = window as unknown as PageWindow
      const refused = (name: string, listener: unknown) => {
        try {
          given.on(name, listener)
          return false
        } catch {
          return true
        }
      }
      return {
        keys: Object.keys(given),
        frozen: Object.isFrozen(given) && Object.isFrozen(given.invoke),
        channels: Object.keys(given.invoke),
        unknownEvent: refused('ELECTRON_BROWSER_REQUIRE', () => {}),
        noListener: refused('changed', 'text'),
      }
    })
    expect(bridge).toEqual({
      keys: ['invoke', 'on'],
      frozen: true,
      channels: [...CHANNEL_NAMES],
      unknownEvent: true,
      noListener: true,
    })
  })
})

describe('E5, E6: the documents', () => {
  it('come from app://, and no file can be read', async () => {
    const urls = await trousse.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    )
    for (const url of urls) expect(url).toMatch(/^app:\/\/trousse\//)
    const outcomes = await trousse.page.evaluate(async () => {
      const attempt = (url: string) =>
        fetch(url).then(
          () => 'read',
          () => 'refused',
        )
      return Promise.all(['file:///etc/passwd', 'file:///C:/Windows/win.ini'].map(attempt))
    })
    expect(outcomes).toEqual(['refused', 'refused'])
  })

  it('are all there is: what leads out of the bundle is not found', async () => {
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/..%5cpackage.json',
      '/assets/..%2f..%2fmain%2findex.js',
      '/%252e%252e%252fpackage.json',
      '//etc/passwd',
      '/etc/passwd',
      '/C:/Windows/win.ini',
      '/index.html%00.js',
      '/index.html?x=../package.json',
      '/.env',
    ]
    const statuses = await trousse.page.evaluate(
      (all) =>
        Promise.all(
          all.map((path) =>
            fetch(`app://trousse${path}`).then(
              async (response) => ({ status: response.status, bytes: (await response.arrayBuffer()).byteLength }),
              () => ({ status: 404, bytes: 0 }),
            ),
          ),
        ),
      paths,
    )
    expect(statuses).toEqual(paths.map(() => ({ status: 404, bytes: 0 })))
    const other = await trousse.page.evaluate(() =>
      fetch('app://elsewhere/index.html').then(
        (response) => response.status,
        () => 404,
      ),
    )
    expect(other).toBe(404)
  })

  it('carry the policy and the other headers', async () => {
    const headers = await trousse.page.evaluate(() =>
      fetch('app://trousse/index.html').then((response) => Object.fromEntries(response.headers)),
    )
    const policy = headers['content-security-policy'] ?? ''
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule)
    }
    expect(policy).not.toMatch(/unsafe-|https?:|\*/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

describe('E7: the content policy', () => {
  it('is kept by our own page', () => {
    expect(ownErrors).toEqual([])
  })

  it('stops inline script, eval, remote images and remote requests, with a report of each', async () => {
    const outcome = await trousse.page.evaluate(async (url) => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
      const state = window as unknown as Record<string, unknown>
      const executed: string[] = []

      const policy = (
        window as unknown as {
          trustedTypes: { createPolicy(n: string, r: object): { createScript(s: string): string } }
        }
      ).trustedTypes.createPolicy('attack', { createScript: (text: string) => text })
      const script = document.createElement('script')
      script.text = policy.createScript('window.inlineRan = true') as string
      document.body.append(script)
      try {
        // biome-ignore lint/security/noGlobalEval: the point is that it fails.
        window.eval(policy.createScript('window.evalRan = true') as string)
      } catch {
        // As it should.
      }
      const image = document.createElement('img')
      const imageSettled = new Promise((resolve) => {
        image.onload = () => resolve(executed.push('image'))
        image.onerror = resolve
      })
      image.src = `${url}/pixel.png`
      document.body.append(image)
      await imageSettled
      await fetch(`${url}/data`).then(
        () => executed.push('fetch'),
        () => {},
      )
      if (state.inlineRan) executed.push('inline')
      if (state.evalRan) executed.push('eval')
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.inlineRan = true">')
        executed.push('html from text')
      } catch {
        // Trusted Types refuse text as HTML.
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { executed, violations: [...new Set(violations)].sort() }
    }, outsideUrl)
    expect(outcome.executed).toEqual([])
    expect(outcome.violations).toEqual(
      expect.arrayContaining(['connect-src', 'img-src', 'require-trusted-types-for', 'script-src', 'script-src-elem']),
    )
    expect(hits).toEqual([])
  })
})

describe('E8: a message from elsewhere than our own main frame', () => {
  it('is refused on every channel: another window with our preload, on a page of its own', async () => {
    const replies = await trousse.electron.evaluate(
      async ({ app, BrowserWindow }, names) => {
        const preload = `${app.getAppPath()}/out/preload/index.cjs`
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        const ask = async (url: string) => {
          await stranger.loadURL(url)
          return stranger.webContents.executeJavaScript(
            `Promise.all(${JSON.stringify(names)}.map((name) => window.trousse.invoke[name](undefined).then((r) => r.ok ? 'ok' : r.error.code)))`,
          )
        }
        // Our very own address too: another window is another window.
        const all: string[][] = []
        for (const url of ['data:text/html,stranger', 'about:blank', 'app://trousse/index.html'])
          all.push(await ask(url))
        stranger.destroy()
        return all
      },
      [...CHANNEL_NAMES],
    )
    expect(replies).toHaveLength(3)
    for (const codes of replies) expect(codes).toEqual(CHANNEL_NAMES.map(() => 'forbidden-sender'))
  })

  it('cannot even be made from an iframe: it gets no bridge', async () => {
    const bridges = await trousse.page.evaluate(async () => {
      const found: string[] = []
      for (const src of ['about:blank', 'app://trousse/index.html', 'data:text/html,x']) {
        const frame = document.createElement('iframe')
        frame.src = src
        document.body.append(frame)
        await new Promise((resolve) => setTimeout(resolve, 200))
        try {
          if (frame.contentWindow && 'trousse' in frame.contentWindow) found.push(src)
        } catch {
          // Another origin: out of reach both ways.
        }
        frame.remove()
      }
      return found
    })
    expect(bridges).toEqual([])
    await mainIsAlive()
  })
})

describe('E9: malformed messages', () => {
  it.each(CHANNEL_NAMES)('%s answers each with an error, and main lives on', async (channel) => {
    const replies = await trousse.page.evaluate(async (name) => {
      const { invoke: bridge } = (window as unknown as PageWindow).trousse
      const values = [null, 42, Number.NaN, 'text', true, [], [[[]]], new Map([['id', 1]]), new Date(0)]
      const objects = [
        { id: 'one', classId: 'one', limit: 'one' },
        { id: -1, classId: -1, limit: -1 },
        { id: 1.5, classId: Number.NaN, limit: 1e9 },
        { text: 'x'.repeat(1_000_000), limit: 0 },
        { ticket: '../../etc/passwd' },
        JSON.parse('{"__proto__":{"polluted":true}}'),
        { secret: { length: 5 }, kind: 'passphrase' },
        { url: { href: 'https://example.org' } },
      ]
      const ask = async (payload: unknown) => {
        const reply = await bridge[name]?.(payload)
        return reply?.ok ? 'ok' : (reply?.error?.code ?? 'no reply')
      }
      return { values: await Promise.all(values.map(ask)), objects: await Promise.all(objects.map(ask)) }
    }, channel)
    // A map, a date and an array count as objects without the fields; only a wholly optional request takes them.
    const allOptional = channels[channel].request.safeParse({}).success
    for (const code of replies.values.slice(0, 5)) expect(code).toBe('invalid-request')
    if (!allOptional) expect([...replies.values, ...replies.objects]).toEqual(Array(17).fill('invalid-request'))
    expect([...replies.values, ...replies.objects]).not.toContain('internal')
    await mainIsAlive()
  })
})

describe('E10: permissions', () => {
  it('are all refused but copying', async () => {
    const states = await trousse.page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'persistent-storage',
      ]
      const answers: Record<string, string> = {}
      for (const name of names) {
        answers[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'denied',
        )
      }
      answers.media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        () => 'granted',
        () => 'denied',
      )
      answers.screen = await navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      )
      answers.notification = await Notification.requestPermission()
      answers.position = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        )
      })
      return answers
    })
    for (const [name, state] of Object.entries(states)) expect([name, state]).toEqual([name, 'denied'])
  })
})

describe('E11: going elsewhere', () => {
  const attempts: [string, string][] = [
    ['an address', `location.href = URL`],
    ['a file', `location.href = 'file:///etc/passwd'`],
    ['replacing', `location.replace(URL)`],
    ['a link', `Object.assign(document.body.appendChild(document.createElement('a')), { href: URL }).click()`],
    [
      'a link to a new window',
      `Object.assign(document.body.appendChild(document.createElement('a')), { href: URL, target: '_blank' }).click()`,
    ],
    ['a window', `window.open(URL)`],
    ['a window on our own page', `window.open('app://trousse/index.html')`],
    [
      'a form',
      `(() => { const f = document.body.appendChild(document.createElement('form')); f.action = URL; f.method = 'post'; f.submit() })()`,
    ],
    ['a frame', `Object.assign(document.body.appendChild(document.createElement('iframe')), { src: URL })`],
    [
      'a download',
      `Object.assign(document.body.appendChild(document.createElement('a')), { href: URL + '/x.exe', download: 'x.exe' }).click()`,
    ],
    [
      'a webview',
      `(() => { const w = document.createElement('webview'); w.setAttribute('src', URL); document.body.append(w) })()`,
    ],
  ]

  it.each(attempts)('%s: the page stays, no window opens, nobody is reached', async (_what, code) => {
    const before = trousse.page.url()
    await trousse.electron.evaluate(
      ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script, true),
      `{ const URL = ${JSON.stringify(outsideUrl)}; void (${code}); }`,
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(trousse.page.url()).toBe(before)
    expect(await trousse.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(hits).toEqual([])
    await mainIsAlive()
  })

  it('a dropped file does not open in the window', async () => {
    const before = trousse.page.url()
    const session = await trousse.page.context().newCDPSession(trousse.page)
    const data = {
      items: [{ mimeType: 'text/uri-list', data: 'file:///etc/passwd' }],
      files: ['/etc/passwd'],
      dragOperationsMask: 1,
    }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(trousse.page.url()).toBe(before)
    await mainIsAlive()
  })
})

describe('E12: the computer’s browser', () => {
  it('is given https, mailto and tel, and never anything else', async () => {
    await trousse.electron.evaluate(({ shell }) => {
      const state = globalThis as unknown as { opened: string[] }
      state.opened = []
      shell.openExternal = async (url: string) => {
        state.opened.push(url)
      }
    })
    const hostile = [
      'http://example.org/',
      'file:///etc/passwd',
      'smb://a/b',
      'ms-msdt:x',
      'javascript:alert(1)',
      'data:text/html,x',
      '\\\\host\\share',
      'https://u:p@example.org/',
      'tel:*21*0199000000',
    ]
    for (const url of hostile) {
      expect(await invoke('app.openExternal', { url })).toMatchObject({ ok: false, error: { code: 'address-refused' } })
    }
    const kind = ['https://example.org/aide', 'mailto:secretariat@example.org', 'tel:+33199000012']
    for (const url of kind) {
      expect(await invoke('app.openExternal', { url })).toMatchObject({ ok: true })
    }
    const opened = await trousse.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    expect(opened).toEqual(kind)
  })
})
