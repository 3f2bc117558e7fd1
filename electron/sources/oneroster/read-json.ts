/** JSON from a stranger: what it must be, and how deep, before any of it is believed. */
import { TrousseError } from '../../contract/errors.ts'
import { bodyStart, contentType, errorOfAnswer } from './answer-error.ts'
import type { FinalAnswer } from './request.ts'

/** OneRoster nests six levels; more than this is an attack on the parser (reliability facts I2). */
const MAX_DEPTH = 64

/** Throws past `MAX_DEPTH` without building anything. */
function checkDepth(text: string, host: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (inString) {
      if (char === 0x5c) index++
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > MAX_DEPTH) throw new TrousseError('response-unexpected', { host, reason: 'depth' })
    } else if (char === 0x7d || char === 0x5d) depth--
  }
}

/**
 * The JSON object of a good answer.
 *
 * @throws TrousseError what the page says when it is HTML (`server-maintenance`, `server-quota`…),
 *   `response-truncated` when the text stops short, `response-not-json` otherwise.
 */
export function readJson(answer: FinalAnswer): Record<string, unknown> {
  const { host } = answer.url
  const start = bodyStart(answer).trimStart()
  if (answer.response.status !== 200 || start.startsWith('<') || /html/i.test(contentType(answer) ?? '')) {
    throw errorOfAnswer(answer, answer.retryAfter)
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(answer.response.body)
  } catch (error) {
    throw new TrousseError('response-not-json', { host, reason: 'encoding' }, { cause: error })
  }
  checkDepth(text, host)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const cut = /^\s*[[{]/.test(text) && !/[\]}]\s*$/.test(text)
    const unfinished =
      error instanceof SyntaxError && /end of JSON|Unterminated|Expected .* at position/.test(error.message)
    const code = cut || (unfinished && /^\s*[[{]/.test(text)) ? 'response-truncated' : 'response-not-json'
    throw new TrousseError(code, { host }, { cause: error })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TrousseError('response-unexpected', { host, reason: 'not-an-object' })
  }
  return value as Record<string, unknown>
}
