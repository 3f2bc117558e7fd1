import { describe, expect, it } from 'vitest'
import { createTickets } from '../../../electron/main/tickets.ts'

const unknown = expect.objectContaining({ code: 'ticket-unknown' })

describe('tickets', () => {
  const setUp = () => {
    let now = 0
    const tickets = createTickets({ now: () => now })
    return { tickets, pass: (milliseconds: number) => (now += milliseconds) }
  }

  it('stand for one path, and are used up by redeeming', () => {
    const { tickets } = setUp()
    const ticket = tickets.issue('folder', '/media/usb')
    expect(tickets.look('folder', ticket)).toBe('/media/usb')
    expect(tickets.redeem('folder', ticket)).toBe('/media/usb')
    expect(() => tickets.redeem('folder', ticket)).toThrow(unknown)
    expect(() => tickets.look('folder', ticket)).toThrow(unknown)
  })

  it('are worth nothing for another kind, or made up', () => {
    const { tickets } = setUp()
    const files = [{ name: 'eleves.csv', path: '/home/t/eleves.csv' }]
    const ticket = tickets.issue('imports', files)
    expect(() => tickets.redeem('folder', ticket)).toThrow(unknown)
    expect(() => tickets.redeem('folder', '/home/t')).toThrow(unknown)
    expect(tickets.redeem('imports', ticket)).toBe(files)
  })

  it('expire', () => {
    const { tickets, pass } = setUp()
    const ticket = tickets.issue('folder', '/media/usb')
    pass(60 * 60_000)
    expect(() => tickets.redeem('folder', ticket)).toThrow(unknown)
  })

  it('do not pile up: the oldest gives way', () => {
    const { tickets } = setUp()
    const first = tickets.issue('folder', '/0')
    const rest = Array.from({ length: 50 }, (_, i) => tickets.issue('folder', `/${i + 1}`))
    expect(() => tickets.look('folder', first)).toThrow(unknown)
    expect(tickets.look('folder', rest.at(-1) ?? '')).toBe('/50')
  })
})
