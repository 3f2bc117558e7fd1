/**
 * Named places where a test kills the process to prove that a crash there loses and doubles nothing.
 * Armed by the test that starts the process; without it a call is one comparison with `undefined`.
 */
const armed = process.env.TROUSSE_TEST_CRASH_AT
let remaining = Number(process.env.TROUSSE_TEST_CRASH_AFTER ?? '0')

export function crashPoint(name: string): void {
  if (armed === undefined || armed !== name) return
  if (remaining-- > 0) return
  // SIGKILL, not exit: no handler, no flush, exactly what a power cut leaves.
  process.kill(process.pid, 'SIGKILL')
}
