import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { CHANNEL_NAMES, EVENT_NAMES } from '../../electron/contract/channel-names.ts'
import { channels } from '../../electron/contract/channels.ts'
import { events } from '../../electron/contract/events.ts'

describe('the contract', () => {
  it('has one schema pair for each channel name, and no other', () => {
    expect(Object.keys(channels).sort()).toEqual([...CHANNEL_NAMES].sort())
    expect(new Set(CHANNEL_NAMES).size).toBe(CHANNEL_NAMES.length)
  })

  it('has one schema for each event name, and no name that a channel has too', () => {
    expect(Object.keys(events).sort()).toEqual([...EVENT_NAMES].sort())
    for (const name of EVENT_NAMES) expect(CHANNEL_NAMES).not.toContain(name)
  })
})

describe('the preload', () => {
  const source = new URL('../../electron/preload/index.ts', import.meta.url)

  it('imports at run time nothing but Electron and the names, so that the sandbox can load it', async () => {
    const text = await readFile(source, 'utf8')
    const runtimeImports = [...text.matchAll(/^import (?!type)[^\n]*from '([^']+)'/gm)].map((match) => match[1])
    expect(runtimeImports).toEqual(['electron', '../contract/channel-names.ts'])
  })

  it('never hands out ipcRenderer or one of its functions', async () => {
    const code = (await readFile(source, 'utf8')).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const uses = [...code.matchAll(/ipcRenderer(?:\.(\w+)\()?/g)].map((match) => match[1])
    // The import itself, then calls only: a mention without a call would be a function given away.
    expect(uses.filter((use) => use === undefined)).toHaveLength(1)
    expect(new Set(uses)).toEqual(new Set([undefined, 'invoke', 'on', 'off']))
  })
})
