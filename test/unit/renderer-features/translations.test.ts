/** Both languages of these screens say the same things, with the same parameters. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const NAMESPACES = ['classes', 'assignments', 'packs', 'reach', 'outbox', 'search']
const folder = new URL('../../../renderer/', import.meta.url)

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  const found = new Map<string, string>()
  for (const [key, inner] of Object.entries(value as Record<string, unknown>))
    for (const [at, text] of flat(inner, path ? `${path}.${key}` : key)) found.set(at, text)
  return found
}
const read = (language: string, namespace: string): Map<string, string> =>
  flat(JSON.parse(readFileSync(new URL(`i18n/${language}/${namespace}.json`, folder), 'utf8')))
const parameters = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()

test.each(NAMESPACES)('%s has the same keys and parameters in French and English', (namespace) => {
  const french = read('fr', namespace)
  const english = read('en', namespace)
  expect([...english.keys()]).toEqual([...french.keys()])
  for (const [key, text] of french) expect([key, parameters(english.get(key))]).toEqual([key, parameters(text)])
})

test.each(NAMESPACES)('%s: French keeps its spaces before double punctuation unbroken', (namespace) => {
  for (const [key, text] of read('fr', namespace)) {
    expect(`${key}: ${/ [?!:;»]|« /.test(text) ? text : 'ok'}`).toBe(`${key}: ok`)
    expect(`${key}: ${text.includes("'") ? text : 'ok'}`).toBe(`${key}: ok`)
  }
})
