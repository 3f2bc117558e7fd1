export { RecoveryCodeScreen } from './recovery-code.tsx'
export type { SetUp } from './set-up.ts'
export { Welcome } from './welcome.tsx'
