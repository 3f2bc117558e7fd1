import type { NewSource, ServerKind } from '../../contract/views.ts'
import { newSourceSchema } from '../../contract/views.ts'
import { addSource, nobodyToAsk } from '../../services/source-drivers.ts'
import { type ParsedArguments, readArguments } from '../arguments.ts'
import { type Command, withWorkbench } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson } from '../output.ts'
import { readSecret } from '../read-secret.ts'

type Form = (args: ParsedArguments) => Promise<Record<string, unknown>>

/** The service's own address: the same for every school (protocol facts §4.2). */
const ECOLE_DIRECTE = 'https://api.ecoledirecte.com/v3'

/** What each kind asks for; null for what cannot be done without a window. */
const FORMS: Readonly<Record<ServerKind, Form | null>> = {
  oneroster: async (args) => ({
    url: args.required('url'),
    tokenUrl: args.required('token-url'),
    clientId: args.required('client-id'),
    clientSecret: await readSecret('TROUSSE_CLIENT_SECRET'),
  }),
  // The address itself is the secret.
  ical: async () => ({ url: await readSecret('TROUSSE_FEED_URL') }),
  moodle: async (args) => ({
    url: args.required('url'),
    credentials: { by: 'token', token: await readSecret('TROUSSE_TOKEN') },
  }),
  edifice: null,
  'ecole-directe': async (args) => ({
    url: args.text('url') ?? ECOLE_DIRECTE,
    login: args.required('login'),
    acceptedNotice: args.flag('accept-notice'),
    password: await readSecret('TROUSSE_PASSWORD'),
  }),
}

const KINDS = Object.keys(FORMS).filter((kind) => FORMS[kind as ServerKind] !== null)

const hostOf = (url: unknown): string => {
  const text = String(url).replace(/^webcals?:/i, 'https:')
  return URL.canParse(text) ? new URL(text).host : ''
}

async function readSource(kind: string, args: ParsedArguments): Promise<NewSource> {
  const form = Object.hasOwn(FORMS, kind) ? FORMS[kind as ServerKind] : undefined
  if (form === null) throw new UsageError(`${kind} is logged in to by hand: add it in the window.`)
  if (form === undefined) throw new UsageError(`source add takes one of: ${KINDS.join(', ')}.`)
  const fields = await form(args)
  const parsed = newSourceSchema.safeParse({ kind, label: args.text('label') ?? hostOf(fields.url), ...fields })
  if (parsed.success) return parsed.data
  const field = String(parsed.error.issues[0]?.path[0] ?? '')
  if (field === 'acceptedNotice') {
    throw new UsageError(
      'This way in is not official: it may stop working, and École Directe may suspend the account or the Internet address. --accept-notice says that you know.',
    )
  }
  throw new UsageError(`${field}: not a full address (https://…), or empty.`)
}

/** `source add KIND`: asks the server first; nothing is stored when it does not serve. */
export const addSourceCommand: Command = async (words, context) => {
  const args = readArguments(
    words,
    { url: 'text', 'token-url': 'text', 'client-id': 'text', login: 'text', 'accept-notice': 'flag', label: 'text' },
    { min: 1, max: 1 },
  )
  const source = await readSource(args.positionals[0] ?? '', args)
  return withWorkbench(args, context, async ({ space, http }) => {
    printJson(
      await addSource({ machine: context.machine, space, http }, source, { signal: context.signal, ask: nobodyToAsk }),
    )
    return EXIT.done
  })
}
