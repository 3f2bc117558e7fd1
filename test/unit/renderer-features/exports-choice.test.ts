/** What the screen of exports asks for. */
import { describe, expect, it } from 'vitest'
import { exportRequestSchema } from '../../../electron/contract/views.ts'
import {
  BOOKLET,
  type ExportChoice,
  FILES,
  messageUse,
  missingOf,
  PAPERS,
  requestOf,
  TABLES,
} from '../../../renderer/features/exports/choice.ts'

const choice = (change: Partial<ExportChoice> = {}): ExportChoice => ({
  product: 'work',
  classIds: [3],
  from: '2026-11-24',
  to: '2026-12-07',
  messageId: null,
  letter: { subject: '', body: 'Bonjour', per: 'family' },
  labels: { format: '24', first: 1, shiftX: 0, shiftY: 0, per: 'family' },
  onlyWithoutEmail: false,
  booklet: [...BOOKLET],
  table: 'roster',
  form: 'xlsx',
  vcard: '3.0',
  calendar: 'events',
  ...change,
})

describe('the choice of an export', () => {
  it('makes a request that the main process takes, whatever is chosen', () => {
    for (const product of [...PAPERS, ...FILES])
      for (const table of TABLES) {
        const request = requestOf(choice({ product, table, messageId: 5 }))
        expect(exportRequestSchema.safeParse(request).success, `${product} ${table}`).toBe(true)
      }
  })

  it('says what is missing, the first thing first', () => {
    expect(missingOf(choice({ classIds: [] }))).toBe('class')
    expect(missingOf(choice({ product: 'coverage' }))).toBe('message')
    expect(missingOf(choice({ product: 'table', table: 'ledger' }))).toBe('message')
    expect(missingOf(choice({ product: 'booklet', booklet: [] }))).toBe('sheets')
    expect(missingOf(choice({ product: 'letters', letter: { subject: 'x', body: '  ', per: 'family' } }))).toBe(
      'letter',
    )
    expect(missingOf(choice({ to: '2026-11-01' }))).toBe('period')
    expect(missingOf(choice({ product: 'roster', to: '2026-11-01' }))).toBeNull()
    expect(requestOf(choice({ classIds: [] }))).toBeNull()
  })

  it('asks about days and messages only where they matter', () => {
    expect(requestOf(choice({ product: 'roster', messageId: 5 }))).toMatchObject({
      from: null,
      to: null,
      messageId: null,
    })
    expect(requestOf(choice({ product: 'phones', messageId: 5 }))).toMatchObject({ from: null, messageId: 5 })
    expect(requestOf(choice({ from: '', to: '' }))).toMatchObject({ from: null, to: null })
    expect(messageUse(choice({ product: 'labels' }))).toBe('possible')
  })
})
