/** The tests' certificates (test/fixtures/smtp/README.md). */
import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(`../fixtures/smtp/${name}`, import.meta.url), 'utf8')

export type TestCertificate = 'server' | 'expired' | 'wrong-host' | 'self-signed'

export const testCa = (): string => read('ca.pem')
export const testCertificate = (name: TestCertificate = 'server'): { key: string; cert: string } => ({
  key: read('server.key'),
  cert: read(`${name}.pem`),
})
