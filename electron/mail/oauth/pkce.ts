/** Proof that whoever brings the code back is who asked for it (RFC 7636, S256), and that the answer is to our question. */
import { createHash, randomBytes } from 'node:crypto'

export interface SignInSecrets {
  /** Kept here until the code is exchanged. */
  readonly verifier: string
  /** Its SHA-256, sent with the question. */
  readonly challenge: string
  /** Comes back with the answer, or the answer is not ours. */
  readonly state: string
}

const BYTES = 32

/** 32 random bytes make the 43 characters that RFC 7636 §4.1 asks for at least. */
export function createSignInSecrets(random: (bytes: number) => Buffer = randomBytes): SignInSecrets {
  const verifier = random(BYTES).toString('base64url')
  return {
    verifier,
    challenge: createHash('sha256').update(verifier, 'ascii').digest('base64url'),
    state: random(BYTES).toString('base64url'),
  }
}
