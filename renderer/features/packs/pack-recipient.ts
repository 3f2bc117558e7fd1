import type { PackRecord } from '../../../electron/contract/views.ts'

/** Whom a pack was given to: the pupils it was made for, then what the teacher noted. */
export const recipientOf = ({ recipientNames, recipient }: Pick<PackRecord, 'recipientNames' | 'recipient'>): string =>
  [...recipientNames, recipient].filter((part) => part !== '').join(', ')
