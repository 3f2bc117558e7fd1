/**
 * Signing in with somebody there: École Directe asks a computer it does not know a question about its owner, once.
 * The answer's proof is kept, so that no later run is asked.
 */
import { TrousseError } from '../../contract/errors.ts'
import { readShape } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import { OK } from './codes.ts'
import { challengeSchema, type Memory, proofSchema, questionSchema } from './schemas.ts'
import { createSession, type EcoleDirecteAccess, type EcoleDirecteSession } from './session.ts'

const DOUBLE_AUTH = '/connexion/doubleauth.awp'

export type SignInStep =
  | { readonly kind: 'signed-in'; readonly teacherName: string }
  /** To be put to the teacher; the answer is one of the choices, as written. */
  | { readonly kind: 'question'; readonly question: string; readonly choices: readonly string[] }

/** What is remembered before the first login. */
export const newMemory = (password: string): Memory => ({
  password,
  token: '',
  secondFactorToken: '',
  teacherId: null,
  proof: null,
  stop: null,
})

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8')
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

/** A stop that only waits for the teacher is over now that they act; one that the server imposed is not. */
async function clearOwnStop(access: EcoleDirecteAccess, session: EcoleDirecteSession): Promise<void> {
  const { stop } = await access.credentials.read()
  if (stop !== null && stop.until === null) await session.remember({ stop: null })
}

async function readQuestion(session: EcoleDirecteSession, context: SourceContext): Promise<SignInStep> {
  const reply = await session.askOnce(context, DOUBLE_AUTH, 'get', {})
  if (reply.code !== OK) return session.refuse(reply, context)
  const { question, propositions } = readShape(questionSchema, reply.data, {
    host: session.host,
    collection: 'doubleauth',
  })
  return { kind: 'question', question: decode(question), choices: propositions.map(decode) }
}

/**
 * @throws TrousseError `credentials-refused`, `account-locked`, `ip-suspended`, and `second-factor-needed` with
 *   `reason: 'totp'` for an account that asks for the code of an application, which this way in cannot give.
 */
export async function startSignIn(access: EcoleDirecteAccess, context: SourceContext): Promise<SignInStep> {
  const session = createSession(access)
  return session.inTurn(async () => {
    await clearOwnStop(access, session)
    const login = await session.logIn(context)
    if (login.kind === 'signed-in') return { kind: 'signed-in', teacherName: login.teacherName }
    if (readShape(challengeSchema, login.data, { host: session.host, collection: 'login' })?.totp === true) {
      throw new TrousseError('second-factor-needed', { host: session.host, reason: 'totp' })
    }
    return readQuestion(session, context)
  })
}

/**
 * After `startSignIn` asked.
 *
 * @param choice one of the choices, as it was given.
 * @throws TrousseError `credentials-refused` with `reason: 'second-factor'` for a wrong answer.
 */
export async function answerQuestion(
  access: EcoleDirecteAccess,
  choice: string,
  context: SourceContext,
): Promise<SignInStep> {
  const session = createSession(access)
  return session.inTurn(async () => {
    const reply = await session.askOnce(context, DOUBLE_AUTH, 'post', { choix: encode(choice) })
    if (reply.code === 505) {
      throw new TrousseError('credentials-refused', { host: session.host, reason: 'second-factor' })
    }
    if (reply.code !== OK) return session.refuse(reply, context)
    const proof = readShape(proofSchema, reply.data, { host: session.host, collection: 'doubleauth' })
    await session.remember({ proof })
    const login = await session.logIn(context, true)
    if (login.kind === 'signed-in') return { kind: 'signed-in', teacherName: login.teacherName }
    throw new TrousseError('second-factor-needed', { host: session.host })
  })
}
