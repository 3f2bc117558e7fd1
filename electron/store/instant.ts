/** One way of writing an instant (UTC, milliseconds), so that text compares as time does. */
export const asInstant = (iso: string): string => new Date(iso).toISOString()
