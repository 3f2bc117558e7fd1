/** Paths stay in the main process: the window gets a ticket for what the teacher chose. Plain Node. */
import { randomUUID } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'

/** A mapping of columns may take a while to settle; a forgotten dialog must not stay open for ever. */
const TICKET_LIFE_MS = 60 * 60_000
const MAX_TICKETS = 50

type TicketKind = 'roster-file' | 'folder'

export interface Tickets {
  issue(kind: TicketKind, path: string): string
  /** The path, keeping the ticket: a preview may be asked again. Throws `ticket-unknown`. */
  look(kind: TicketKind, ticket: string): string
  /** The path, once. Throws `ticket-unknown` when used, expired, made up or for another kind. */
  redeem(kind: TicketKind, ticket: string): string
}

export function createTickets(clock: Clock): Tickets {
  const open = new Map<string, { kind: TicketKind; path: string; expiresAt: number }>()
  const look = (kind: TicketKind, ticket: string): string => {
    const found = open.get(ticket)
    if (!found || found.kind !== kind || found.expiresAt <= clock.now()) throw new TrousseError('ticket-unknown')
    return found.path
  }
  return {
    issue(kind, path) {
      for (const [ticket, { expiresAt }] of open) if (expiresAt <= clock.now()) open.delete(ticket)
      const oldest = open.keys().next().value
      if (open.size >= MAX_TICKETS && oldest !== undefined) open.delete(oldest)
      const ticket = randomUUID()
      open.set(ticket, { kind, path, expiresAt: clock.now() + TICKET_LIFE_MS })
      return ticket
    },
    look,
    redeem(kind, ticket) {
      const path = look(kind, ticket)
      open.delete(ticket)
      return path
    },
  }
}
