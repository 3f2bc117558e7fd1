/** The window's words: same keys in both languages, none missing, none left over, French typography. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const RENDERER = join(import.meta.dirname, '../../../renderer')
const PLURALS = /_(zero|one|two|few|many|other)$/

type Words = { readonly [key: string]: string | Words }

const namespacesOf = (language: string): string[] =>
  readdirSync(join(RENDERER, 'i18n', language))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix + key}.`)) flat.set(inner, text)
  }
  return flat
}

function read(language: string, namespace: string): Map<string, string> {
  const words: Words = JSON.parse(readFileSync(join(RENDERER, 'i18n', language, `${namespace}.json`), 'utf8'))
  return flatten(words)
}

const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(RENDERER, path), 'utf8') }))

interface Use {
  readonly namespace: string
  /** With `*` where a value is put in. */
  readonly key: string
  readonly path: string
}

/**
 * Keys asked for in the code: `t('key')`, `t('ns:key')`, t(`key.${value}`), and both branches of
 * `t(condition ? 'a' : 'b')`. Other string literals count as possible uses of a key, never as a need.
 */
function usesOf({ path, text }: { path: string; text: string }): Use[] {
  const own = /useTranslation\(\s*'([\w-]+)'/.exec(text)?.[1] ?? 'common'
  const split = (raw: string): Use => {
    const key = raw.replaceAll(/\$\{[^}]*\}/g, '*')
    const at = key.indexOf(':')
    return at > 0 ? { namespace: key.slice(0, at), key: key.slice(at + 1), path } : { namespace: own, key, path }
  }
  const direct = [...text.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map(
    ([, plain, template]) => plain ?? template ?? '',
  )
  const branches = [
    ...text.matchAll(/\bt\(\s*[^'"`(),]+\?\s*(?:'([^']+)'|`([^`]+)`)\s*:\s*(?:'([^']+)'|`([^`]+)`)/g),
  ].flatMap(([, a, b, c, d]) => [a ?? b ?? '', c ?? d ?? ''])
  return [...direct, ...branches].filter((raw) => raw !== '').map(split)
}

const uses = sources.flatMap(usesOf)
const matcher = (key: string) =>
  new RegExp(
    `^${key
      .split('*')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  )

describe('the words of the window', () => {
  it('has the same files in both languages', () => {
    expect(namespacesOf('en')).toEqual(namespacesOf('fr'))
  })

  it.each(namespacesOf('fr'))('%s has the same keys and the same values to fill in both languages', (namespace) => {
    const fr = read('fr', namespace)
    const en = read('en', namespace)
    expect([...en.keys()].sort()).toEqual([...fr.keys()].sort())
    const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
    for (const [key, text] of fr) expect(slots(en.get(key) ?? ''), key).toEqual(slots(text))
  })

  it('gives French every plural form it needs', () => {
    for (const namespace of namespacesOf('fr')) {
      const keys = [...read('fr', namespace).keys()]
      for (const key of keys.filter((one) => one.endsWith('_one'))) {
        expect(keys, `${namespace}:${key}`).toContain(key.replace(/_one$/, '_other'))
      }
    }
  })

  it('has every key that the code asks for', () => {
    const missing = uses.filter(({ namespace, key }) => {
      if (!namespacesOf('fr').includes(namespace)) return true
      const pattern = matcher(key)
      return ![...read('fr', namespace).keys()].some(
        (known) => pattern.test(known.replace(PLURALS, '')) || pattern.test(known),
      )
    })
    expect(missing).toEqual([])
  })

  it('has no key that the code never asks for', () => {
    const literals = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/'([\w.:-]+)'/g)].map(([, word]) => word ?? '')),
    )
    const unused = namespacesOf('fr').flatMap((namespace) => {
      const patterns = uses.filter((use) => use.namespace === namespace).map(({ key }) => matcher(key))
      return [...read('fr', namespace).keys()]
        .map((key) => key.replace(PLURALS, ''))
        .filter(
          (key) =>
            !patterns.some((pattern) => pattern.test(key)) &&
            !literals.has(key) &&
            !literals.has(`${namespace}:${key}`),
        )
        .map((key) => `${namespace}:${key}`)
    })
    expect(unused).toEqual([])
  })

  it('keeps French typography: no-break spaces, curly apostrophes', () => {
    const wrong = namespacesOf('fr').flatMap((namespace) =>
      [...read('fr', namespace)]
        // A plain space before double punctuation or inside guillemets can end a line.
        .filter(([, text]) => / [;!?»]| :(\s|$)|« |\w'\w/.test(text))
        .map(([key, text]) => `${namespace}:${key} ${text}`),
    )
    expect(wrong).toEqual([])
  })
})
