/** Credentials of École Directe kept in memory, and the signing in that a teacher does by hand. */
import type { DemoEcoleDirecteAccess } from '../../electron/demo/ecole-directe/service.ts'
import type { Memory } from '../../electron/sources/ecole-directe/schemas.ts'
import type { CredentialStore, EcoleDirecteAccess } from '../../electron/sources/ecole-directe/session.ts'
import { answerQuestion, newMemory, startSignIn } from '../../electron/sources/ecole-directe/sign-in.ts'
import { createTestContext } from './sources-context.ts'

export type TestCredentials = CredentialStore & { memory: Memory; readonly writes: Memory[] }

export function memoryCredentials(memory: Memory): TestCredentials {
  const store: TestCredentials = {
    memory,
    writes: [],
    read: async () => store.memory,
    write: async (next) => {
      store.memory = next
      store.writes.push(next)
    },
  }
  return store
}

export const configOf = (account: Pick<DemoEcoleDirecteAccess, 'url' | 'login'>) => ({
  url: account.url,
  login: account.login,
  acceptedNotice: true as const,
  families: true,
})

/** An access that is signed in, its question answered. */
export async function signedIn(account: DemoEcoleDirecteAccess) {
  const credentials = memoryCredentials(newMemory(account.password))
  const access: EcoleDirecteAccess = { config: configOf(account), credentials }
  const step = await startSignIn(access, createTestContext())
  if (step.kind === 'question') await answerQuestion(access, account.answer, createTestContext())
  return { config: configOf(account), credentials }
}
