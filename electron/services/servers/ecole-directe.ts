import { TrousseError } from '../../contract/errors.ts'
import { type EcoleDirecteConfig, ecoleDirecteConfigSchema } from '../../contract/views.ts'
import { checkEcoleDirecte, createEcoleDirecteDriver } from '../../sources/ecole-directe/driver.ts'
import { memorySchema } from '../../sources/ecole-directe/schemas.ts'
import type { CredentialStore, EcoleDirecteAccess } from '../../sources/ecole-directe/session.ts'
import { answerQuestion, newMemory, startSignIn } from '../../sources/ecole-directe/sign-in.ts'
import type { SourceContext } from '../../sources/source.ts'
import type { Ask, ServerWay, SourceAccess } from './server-way.ts'

/** Password, tokens and the proof that this computer is known, all of them secret. */
const MEMORY = 'memory'

async function signIn(access: EcoleDirecteAccess, context: SourceContext, ask: Ask): Promise<void> {
  const step = await startSignIn(access, context)
  if (step.kind === 'signed-in') return
  await answerQuestion(access, await ask(step.question, step.choices), context)
}

/** In the vault; the tokens change with each reply. */
const storeOf = ({ secret, keepSecret }: SourceAccess, label: string): CredentialStore => ({
  async read() {
    const kept = await secret(MEMORY)
    if (kept === null) throw new TrousseError('credentials-refused', { source: label })
    return memorySchema.parse(JSON.parse(kept))
  },
  write: (memory) => keepSecret(MEMORY, JSON.stringify(memory)),
})

export const ecoleDirecteWay: ServerWay<'ecole-directe'> = {
  secretNames: [MEMORY],
  async check({ url, login, acceptedNotice, password }, { context, ask }) {
    let memory = newMemory(password)
    const credentials: CredentialStore = {
      read: async () => memory,
      write: async (changed) => {
        memory = changed
      },
    }
    const access = { config: { url, login, acceptedNotice }, credentials }
    await signIn(access, context, ask)
    const { families } = await checkEcoleDirecte(access, context)
    const config: EcoleDirecteConfig = { ...access.config, families }
    return { origin: new URL(url).host, config, secrets: { [MEMORY]: JSON.stringify(memory) } }
  },
  async driver(source, access) {
    const config = ecoleDirecteConfigSchema.parse(source.config)
    return createEcoleDirecteDriver({ config, credentials: storeOf(access, source.label) })
  },
  signIn: (source, access, { context, ask }) =>
    signIn(
      { config: ecoleDirecteConfigSchema.parse(source.config), credentials: storeOf(access, source.label) },
      context,
      ask,
    ),
}
