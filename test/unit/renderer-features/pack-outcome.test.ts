import { expect, test } from 'vitest'
import type { TaskView } from '../../../electron/contract/views.ts'
import { packOutcome } from '../../../renderer/features/packs/pack-outcome.ts'

const task = (state: TaskView['state'], outcome: TaskView['outcome']): TaskView => ({
  id: 'one',
  kind: 'pack',
  subject: '3e B',
  state,
  step: 'finishing',
  done: 1,
  total: 1,
  bytes: 1,
  startedAt: '2026-11-24T08:00:00.000Z',
  endedAt: null,
  error: null,
  outcome,
  canRetry: false,
})
const made = {
  packId: 4,
  fileName: 'classe.zip',
  sha256: 'ab',
  files: 3,
  bytes: 90,
  written: 1,
  passphrase: 'lune-carton',
}

test('a finished build says what it wrote, with the passphrase only when one was made', () => {
  expect(packOutcome(task('done', made))).toEqual({ ...made, drive: null })
  const onStick = packOutcome(task('done', { ...made, driveId: 'a1', driveName: 'CLE' }))
  expect(onStick?.drive).toEqual({ id: 'a1', name: 'CLE' })
  expect(packOutcome(task('done', { ...made, passphrase: null }))?.passphrase).toBeNull()
})

test('nothing is claimed of a build that has not succeeded', () => {
  expect(packOutcome(null)).toBeNull()
  for (const state of ['running', 'failed', 'cancelled'] as const) expect(packOutcome(task(state, made))).toBeNull()
  expect(packOutcome(task('done', null))).toBeNull()
})
