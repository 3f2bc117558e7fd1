/** Apple's property lists in XML, as `diskutil -plist` prints them. */
import { SaxesParser } from 'saxes'

export type PlistValue = string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue }

type Open =
  | { readonly kind: 'dict'; readonly value: Record<string, PlistValue>; key: string | null }
  | { readonly kind: 'array'; readonly value: PlistValue[] }

const MAX_DEPTH = 20

/** @throws Error when it is not such a list */
export function parsePlist(xml: string): PlistValue {
  const parser = new SaxesParser()
  const open: Open[] = []
  let text = ''
  let top: PlistValue | undefined
  const put = (value: PlistValue): void => {
    const inside = open.at(-1)
    if (inside === undefined) top = value
    else if (inside.kind === 'array') inside.value.push(value)
    else {
      if (inside.key === null) throw new Error('a value without a key')
      inside.value[inside.key] = value
      inside.key = null
    }
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    text = ''
    if (open.length > MAX_DEPTH) throw new Error('too deep')
    // Without a prototype a key such as "__proto__" is a key.
    if (name === 'dict') open.push({ kind: 'dict', value: Object.create(null), key: null })
    if (name === 'array') open.push({ kind: 'array', value: [] })
  })
  parser.on('text', (piece) => {
    text += piece
  })
  parser.on('closetag', ({ name }) => {
    const inside = open.at(-1)
    if (name === 'key' && inside?.kind === 'dict') inside.key = text
    else if (name === 'dict' || name === 'array') {
      open.pop()
      if (inside !== undefined) put(inside.value)
    } else if (name === 'true' || name === 'false') put(name === 'true')
    else if (name === 'integer' || name === 'real') put(Number(text))
    else if (name === 'string' || name === 'date' || name === 'data') put(text)
    text = ''
  })
  parser.write(xml).close()
  if (top === undefined) throw new Error('empty')
  return top
}
