import { resolve } from 'node:path'
import { type ExportWhat, exportRequestSchema } from '../../contract/views.ts'
import { saveExport } from '../../services/exports/exports.ts'
import { readArguments } from '../arguments.ts'
import { type Command, withLook } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson } from '../output.ts'
import { requireClass } from './sources.ts'

const FORMS = ['xlsx', 'ods', 'csv', 'vcf', 'ics', 'oneroster', 'paper'] as const
const TABLES = ['roster', 'contacts', 'phones', 'attendance', 'coverage', 'ledger'] as const
/** Letters and labels have texts and measures of their own: they are made in the window. */
const SHEETS = ['roster', 'attendance', 'phones', 'work', 'coverage', 'contact-form'] as const
type Sheet = (typeof SHEETS)[number]

function sheetsOf(text: string): Sheet[] {
  return text.split(',').map((word) => {
    const sheet = SHEETS.find((known) => known === word.trim())
    if (sheet === undefined) throw new UsageError(`--sheets takes some of: ${SHEETS.join(', ')}.`)
    return sheet
  })
}

/** `export CLASS... --to DIR`: paper is one page of HTML here, which any browser prints; the window makes a PDF of it. */
export const exportClasses: Command = async (words, context) => {
  const args = readArguments(
    words,
    {
      to: 'text',
      as: 'text',
      table: 'text',
      sheets: 'text',
      since: 'text',
      until: 'text',
      message: 'text',
      lang: 'text',
      for: 'text',
      purpose: 'text',
    },
    { min: 1, max: 60 },
  )
  const folder = resolve(args.required('to'))
  const form = args.choice('as', FORMS)
  const table = args.choice('table', TABLES)
  const sheets = sheetsOf(args.text('sheets') ?? 'work')
  const locale = args.choice('lang', ['fr', 'en'])
  const whatOf = (): ExportWhat => {
    switch (form) {
      case 'paper':
        return { kind: 'paper', sheets, onlyWithoutEmail: false }
      case 'vcf':
        return { kind: 'contacts', version: '3.0' }
      case 'ics':
        return { kind: 'calendar', work: 'events', lessons: true }
      case 'oneroster':
        return { kind: 'oneroster' }
      default:
        return { kind: 'table', table, form }
    }
  }
  return withLook(args, context, async ({ space }) => {
    const classIds: number[] = []
    for (const name of args.positionals) classIds.push((await requireClass(space.store.read, name)).id)
    const message = args.text('message')
    const request = exportRequestSchema.safeParse({
      classIds,
      what: whatOf(),
      from: args.text('since') ?? null,
      to: args.text('until') ?? null,
      messageId: message === undefined ? null : Number(message),
    })
    if (!request.success)
      throw new UsageError(
        '--since and --until take dates such as 2026-12-31, --message the number that mail status gives.',
      )
    const { fileName, bytes } = await saveExport(
      context.machine,
      space,
      request.data,
      { folder, locale, recipient: args.text('for') ?? '', purpose: args.text('purpose') ?? '' },
      { signal: context.signal, progress: () => {} },
    )
    printJson({ file: resolve(folder, fileName), bytes, encrypted: false })
    return EXIT.done
  })
}
