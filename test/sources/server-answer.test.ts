import { describe, expect, it } from 'vitest'
import { type FinalAnswer, readJson, readJsonObject } from '../../electron/sources/server-answer.ts'

const answer = (body: Uint8Array, contentType = 'application/json'): FinalAnswer => ({
  response: { status: 200, headers: { 'content-type': contentType }, body, elapsedMs: 1 },
  url: new URL('https://ent.example/data'),
  redirects: 0,
  retryAfter: null,
})
const bytes = (text: string) => new TextEncoder().encode(text)
const codeOf = (read: () => unknown) => {
  try {
    read()
    return 'read'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('JSON from a stranger', () => {
  it('cut anywhere, inside a letter too, is cut', () => {
    const whole = bytes('[{"nom":"Éloïse","liste":[1,2,{"œuvre":"ça"}]},{"nom":"Zoë"}]')
    for (let length = 1; length < whole.length; length++) {
      expect(
        codeOf(() => readJson(answer(whole.subarray(0, length)))),
        `${length} bytes`,
      ).toBe('response-truncated')
    }
    expect(codeOf(() => readJson(answer(whole)))).toBe('read')
  })

  it('in another encoding, or none, is not JSON', () => {
    expect(codeOf(() => readJson(answer(Uint8Array.from([0x5b, 0x22, 0xe9, 0x22, 0x5d]))))).toBe('response-not-json')
    expect(codeOf(() => readJson(answer(bytes('bonjour'))))).toBe('response-not-json')
    expect(codeOf(() => readJson(answer(new Uint8Array(0))))).toBe('response-not-json')
  })

  it('nested without end is refused before it is built', () => {
    expect(codeOf(() => readJson(answer(bytes('['.repeat(100_000)))))).toBe('response-unexpected')
    expect(codeOf(() => readJson(answer(bytes(`["${'['.repeat(1000)}"]`))))).toBe('read')
  })

  it('of a page is what the page says, whatever it calls itself', () => {
    const page = bytes('<!doctype html><title>x</title><h1>Accès momentanément indisponible</h1>')
    expect(codeOf(() => readJson(answer(page)))).toBe('server-maintenance')
    expect(codeOf(() => readJson(answer(page, 'text/html')))).toBe('server-maintenance')
  })

  it('is an object where one is due', () => {
    expect(codeOf(() => readJsonObject(answer(bytes('[]'))))).toBe('response-unexpected')
    expect(codeOf(() => readJsonObject(answer(bytes('null'))))).toBe('response-unexpected')
    expect(readJsonObject(answer(bytes('{"a":1}')))).toEqual({ a: 1 })
  })
})
