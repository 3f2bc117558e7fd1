export { RecoveryCodeScreen } from './recovery-code.tsx'
export { type SetUp, Welcome } from './welcome.tsx'
