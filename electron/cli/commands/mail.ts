import { mkdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { messageDraftSchema } from '../../contract/views.ts'
import type { SendReport } from '../../mail/send-message.ts'
import { toInstant } from '../../platform/clock.ts'
import { createMessage } from '../../services/messages/create.ts'
import { quietUntil } from '../../services/quiet-hours.ts'
import { readMailSettings } from '../../services/settings.ts'
import type { MailAccess, Workbench } from '../../services/workbench.ts'
import { type ParsedArguments, readArguments } from '../arguments.ts'
import { type Command, type CommandContext, withLook, withWorkbench } from '../command.ts'
import { EXIT, type ExitCode, UsageError } from '../exit.ts'
import { printJson, say } from '../output.ts'
import { parseSmtpAddress } from '../smtp-address.ts'
import { requireClass } from './sources.ts'

/** As the window's own field. */
const MAX_REASON = 200
const SMTP_OPTIONS = { smtp: 'text', from: 'text', urgent: 'text' } as const

/** The account of `--smtp`, or the one that the window keeps in the space; families are left in peace at night either way. */
function mailOf(args: ParsedArguments): MailAccess & { readonly fromAddress: string | null } {
  if (args.text('smtp') === undefined) return { quietHours: true, fromAddress: args.text('from') ?? null }
  const settings = parseSmtpAddress(args.required('smtp'), args.text('from'))
  return {
    quietHours: true,
    fromAddress: settings.fromAddress,
    settings: async () => settings,
    password: async () => process.env.TROUSSE_SMTP_PASSWORD || null,
  }
}

/** Why these messages do not wait for the morning; null when they do. Throws UsageError for a reason without a word. */
function urgentReason(args: ParsedArguments): string | null {
  const reason = args.text('urgent')?.trim() ?? null
  if (reason === '') throw new UsageError('--urgent needs its reason: --urgent "the trip leaves at 8".')
  if (reason !== null && reason.length > MAX_REASON)
    throw new UsageError(`--urgent takes ${MAX_REASON} characters at most.`)
  return reason
}

/** `mail send`: writes the ledger, then sends by SMTP or writes `.eml` files. */
export const sendMail: Command = async (words, context) => {
  const args = readArguments(
    words,
    { class: 'text', to: 'text', subject: 'text', body: 'text', eml: 'text', ...SMTP_OPTIONS },
    { min: 0, max: 0 },
  )
  const audience = args.required('to')
  const eml = args.text('eml')
  const className = args.required('class')
  const subject = args.required('subject')
  const bodyFile = args.required('body')
  const body = await readFile(bodyFile, 'utf8').catch(() => {
    throw new TrousseError('file-unreadable', { file: bodyFile })
  })
  const mail = mailOf(args)
  const urgent = urgentReason(args)
  return withWorkbench(
    args,
    context,
    async (bench) => {
      const found = await requireClass(bench.space.store.read, className)
      const draft = messageDraftSchema.safeParse({ classId: found.id, audience, subject, body })
      if (!draft.success) {
        const field = String(draft.error.issues[0]?.path[0] ?? '')
        if (field === 'audience') throw new UsageError('--to must be one of: pupils, guardians.')
        throw new TrousseError('invalid-request', { field })
      }
      const stored = await readMailSettings(bench.space.store)
      const address = mail.fromAddress ?? stored?.fromAddress
      if (address === undefined) throw new UsageError('--from ADDRESS or --smtp URL says who writes.')
      const sender = { address, name: '', signature: '' }
      const created = await createMessage(context.machine, bench.space, bench.outbox, draft.data, sender)
      if (created.missing > 0)
        say(`${created.missing} élève(s) que personne ne peut recevoir par courriel : voir la feuille d’appels.`)
      if (eml === undefined) return finish(bench, created.messageId, { context, urgent })
      const folder = resolve(eml)
      await mkdir(folder, { recursive: true })
      await bench.outbox.exportEml(created.messageId, folder, { signal: context.signal })
      await printMessage(bench, created.messageId)
      return EXIT.done
    },
    mail,
  )
}

/** `mail resume ID`: goes on with what a stop or a crash left waiting. */
export const resumeMail: Command = async (words, context) => {
  const args = readArguments(words, SMTP_OPTIONS, { min: 1, max: 1 })
  const id = messageId(args)
  const urgent = urgentReason(args)
  return withWorkbench(args, context, (bench) => finish(bench, id, { context, urgent }), mailOf(args))
}

/** `mail status [ID]`: every message's counts, or one message's counts and rows. */
export const mailStatus: Command = async (words, context) => {
  const args = readArguments(words, {}, { min: 0, max: 1 })
  const id = args.positionals.length === 0 ? null : messageId(args)
  return withLook(args, context, async (bench) => {
    if (id === null) printJson(await bench.space.store.read.listMessages())
    else await printMessage(bench, id)
    return EXIT.done
  })
}

function messageId(args: ParsedArguments): number {
  const id = Number(args.positionals[0])
  if (!Number.isInteger(id) || id <= 0) throw new UsageError('ID is the number of a message (trousse mail status).')
  return id
}

interface Finish {
  readonly context: CommandContext
  readonly urgent: string | null
}

/** Sends what waits, prints the ledger whatever happened, and lets what stopped the sending give the exit code. */
async function finish(bench: Workbench, id: number, { context, urgent }: Finish): Promise<ExitCode> {
  const { machine, signal } = context
  const { write } = bench.space.store
  const now = () => toInstant(machine.clock.now())
  if (urgent !== null) await write.markUrgent(id, urgent, now())
  let report: SendReport
  await write.markSending(id, now())
  try {
    report = await bench.outbox.send(id, { signal })
  } catch (error) {
    say(`Envoi interrompu ; ce qui attend est gardé. Reprendre : trousse mail resume ${id}`)
    throw error
  } finally {
    await write.markSending(id, null)
  }
  const { counts } = await printMessage(bench, id)
  const pending = counts.queued + counts.deferred + counts.ambiguous + counts.refused + counts.bounced
  const waitsUntil = report.nextTryAt !== null && urgent === null ? await quietUntil(machine, bench.space, id) : null
  if (waitsUntil !== null) {
    say(`Les familles sont laissées en paix la nuit et le week-end : rien ne part avant ${report.nextTryAt}.`)
    say(`Alors : trousse mail resume ${id}. Sans attendre : --urgent "la raison".`)
  } else if (pending > 0) say(`${pending} destinataire(s) à regarder : trousse mail status ${id}`)
  return pending > 0 ? EXIT.refused : EXIT.done
}

async function printMessage(bench: Workbench, id: number) {
  const { read } = bench.space.store
  const [message, rows] = await Promise.all([read.readMessage(id), read.listDeliveries(id)])
  if (message === null) throw new TrousseError('not-found', { what: 'message' })
  const { body: _body, ...summary } = message
  printJson({ ...summary, rows })
  return message
}
