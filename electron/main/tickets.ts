/** Paths stay in the main process: the window gets a ticket for what the teacher chose. Plain Node. */
import { randomUUID } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { ImportInput } from '../services/desk.ts'

/** A mapping of columns may take a while to settle; a forgotten dialog must not stay open for ever. */
const TICKET_LIFE_MS = 60 * 60_000
const MAX_TICKETS = 50

/** What each kind of ticket stands for. */
interface TicketValues {
  readonly imports: readonly ImportInput[]
  /** A path. */
  readonly folder: string
}
type TicketKind = keyof TicketValues

export interface Tickets {
  issue<K extends TicketKind>(kind: K, value: TicketValues[K]): string
  /** What it stands for, keeping the ticket: a preview may be asked again. Throws `ticket-unknown`. */
  look<K extends TicketKind>(kind: K, ticket: string): TicketValues[K]
  /** What it stands for, once. Throws `ticket-unknown` when used, expired, made up or for another kind. */
  redeem<K extends TicketKind>(kind: K, ticket: string): TicketValues[K]
}

export function createTickets(clock: Clock): Tickets {
  const open = new Map<string, { kind: TicketKind; value: TicketValues[TicketKind]; expiresAt: number }>()
  const look = <K extends TicketKind>(kind: K, ticket: string): TicketValues[K] => {
    const found = open.get(ticket)
    if (!found || found.kind !== kind || found.expiresAt <= clock.now()) throw new TrousseError('ticket-unknown')
    // `issue` paired the kind with its value.
    return found.value as TicketValues[K]
  }
  return {
    issue(kind, value) {
      for (const [ticket, { expiresAt }] of open) if (expiresAt <= clock.now()) open.delete(ticket)
      const oldest = open.keys().next().value
      if (open.size >= MAX_TICKETS && oldest !== undefined) open.delete(oldest)
      const ticket = randomUUID()
      open.set(ticket, { kind, value, expiresAt: clock.now() + TICKET_LIFE_MS })
      return ticket
    },
    look,
    redeem(kind, ticket) {
      const value = look(kind, ticket)
      open.delete(ticket)
      return value
    },
  }
}
