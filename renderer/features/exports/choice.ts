/** What the screen has chosen so far, and the request it makes of it. Pure. */
import type { Request } from '../../../electron/contract/channels.ts'
import type { LabelChoice, LetterDraft, SheetName, TableForm, TableName } from '../../../electron/contract/views.ts'

/** Sheets by themselves, then several together. */
export const PAPERS = [
  'work',
  'phones',
  'roster',
  'attendance',
  'letters',
  'labels',
  'contact-form',
  'coverage',
  'booklet',
] as const
export const FILES = ['table', 'contacts', 'calendar', 'oneroster'] as const
export type Paper = (typeof PAPERS)[number]
export type File = (typeof FILES)[number]
export type Product = Paper | File

/** What a booklet may hold, in its order. */
export const BOOKLET = [
  'roster',
  'attendance',
  'phones',
  'work',
  'contact-form',
] as const satisfies readonly SheetName[]
export const TABLES = [
  'roster',
  'contacts',
  'phones',
  'attendance',
  'coverage',
  'ledger',
] as const satisfies readonly TableName[]

export type Holds = 'events' | 'tasks' | 'lessons' | 'both'

export interface ExportChoice {
  readonly product: Product
  readonly classIds: readonly number[]
  /** ISO dates; '' for none. */
  readonly from: string
  readonly to: string
  readonly messageId: number | null
  readonly letter: LetterDraft
  readonly labels: LabelChoice
  readonly onlyWithoutEmail: boolean
  readonly booklet: readonly SheetName[]
  readonly table: TableName
  readonly form: TableForm
  readonly vcard: '3.0' | '4.0'
  readonly calendar: Holds
}

/** What the address of the screen asks for. */
export interface ExportsPageProps {
  readonly classId: number | null
  readonly product: Product
  readonly messageId: number | null
}

/** A part of the form. */
export interface OptionsProps {
  readonly choice: ExportChoice
  readonly onChange: (part: Partial<ExportChoice>) => void
}

export const isPaper = (product: Product): product is Paper => (PAPERS as readonly string[]).includes(product)

export const isProduct = (value: string | null): value is Product =>
  [...PAPERS, ...FILES].some((product) => product === value)

/** Whether the days matter. */
export function hasPeriod({ product, table, booklet }: ExportChoice): boolean {
  if (product === 'booklet') return booklet.includes('work') || booklet.includes('attendance')
  if (product === 'table') return table === 'attendance'
  // Of a letter: the work it lists.
  return ['work', 'attendance', 'letters', 'calendar', 'oneroster'].includes(product)
}

/** `needed`: it is about one message. `possible`: only those a message did not reach. */
export function messageUse({ product, table }: ExportChoice): 'needed' | 'possible' | 'none' {
  if (product === 'coverage') return 'needed'
  if (product === 'table')
    return table === 'coverage' || table === 'ledger' ? 'needed' : table === 'phones' ? 'possible' : 'none'
  return product === 'phones' || product === 'letters' || product === 'labels' ? 'possible' : 'none'
}

export type Missing = 'class' | 'message' | 'sheets' | 'letter' | 'period'

/** What must still be chosen, the first of them first. */
export function missingOf(choice: ExportChoice): Missing | null {
  const { classIds, messageId, product, booklet, letter, from, to } = choice
  if (classIds.length === 0) return 'class'
  if (messageUse(choice) === 'needed' && messageId === null) return 'message'
  if (product === 'booklet' && booklet.length === 0) return 'sheets'
  if (product === 'letters' && letter.body.trim() === '') return 'letter'
  if (hasPeriod(choice) && from !== '' && to !== '' && from > to) return 'period'
  return null
}

const HOLDS: Readonly<Record<Holds, { work: 'no' | 'events' | 'tasks'; lessons: boolean }>> = {
  events: { work: 'events', lessons: false },
  tasks: { work: 'tasks', lessons: false },
  lessons: { work: 'no', lessons: true },
  both: { work: 'events', lessons: true },
}

function whatOf(choice: ExportChoice): Request<'exports.preview'>['what'] {
  const { product } = choice
  switch (product) {
    case 'table':
      return { kind: 'table', table: choice.table, form: choice.form }
    case 'contacts':
      return { kind: 'contacts', version: choice.vcard }
    case 'calendar':
      return { kind: 'calendar', ...HOLDS[choice.calendar] }
    case 'oneroster':
      return { kind: 'oneroster' }
    case 'booklet':
      return { kind: 'paper', sheets: [...choice.booklet], onlyWithoutEmail: choice.onlyWithoutEmail }
    case 'letters':
      return { kind: 'paper', sheets: ['letters'], letter: choice.letter }
    case 'labels':
      return { kind: 'paper', sheets: ['labels'], labels: choice.labels }
    case 'contact-form':
      return { kind: 'paper', sheets: ['contact-form'], onlyWithoutEmail: choice.onlyWithoutEmail }
    default:
      return { kind: 'paper', sheets: [product] }
  }
}

/** Null while something is missing. */
export function requestOf(choice: ExportChoice): Request<'exports.preview'> | null {
  if (missingOf(choice) !== null) return null
  const dated = hasPeriod(choice)
  return {
    classIds: [...choice.classIds],
    what: whatOf(choice),
    from: dated && choice.from !== '' ? choice.from : null,
    to: dated && choice.to !== '' ? choice.to : null,
    messageId: messageUse(choice) === 'none' ? null : choice.messageId,
  }
}
