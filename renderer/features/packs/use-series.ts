import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Request } from '../../../electron/contract/channels.ts'
import type { DriveView, TaskView } from '../../../electron/contract/views.ts'
import { BridgeError, call, cancelTask, shapeOf, useTask } from '../../bridge/index.ts'
import { packOutcome } from './pack-outcome.ts'
import {
  beginSeries,
  nextPupil,
  putLast,
  type Series,
  type SeriesPupil,
  type Stick,
  withEject,
  withStick,
} from './series.ts'
import type { PackBuild } from './use-pack-build.ts'

export type PackRequest = Omit<Request<'packs.build'>, 'ticket'>

interface Running {
  readonly series: Series
  readonly request: PackRequest
  readonly facts: Omit<PackBuild, 'taskId'>
  /** The stick that is written now. */
  readonly now: { readonly taskId: string; readonly drive: DriveView; readonly pupil: SeriesPupil | null } | null
}

/** Kept outside the screen, as a build is: its passphrases exist nowhere else. */
let current: Running | null = null
/** Two presses of the button write one stick. */
let isStarting = false
const listeners = new Set<() => void>()

function set(next: Running | null): void {
  current = next
  for (const listener of listeners) listener()
}
const change = (work: (series: Series) => Series): void => {
  if (current) set({ ...current, series: work(current.series) })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const startSeries = (
  request: PackRequest,
  facts: Omit<PackBuild, 'taskId'>,
  pupils: readonly SeriesPupil[] | null,
): void => set({ series: beginSeries(pupils, request.passphrase), request, facts, now: null })

/** What became of the stick whose task has ended. */
function ended(drive: DriveView, pupil: SeriesPupil | null, task: TaskView): Stick {
  const outcome = packOutcome(task)
  return {
    driveId: drive.id,
    driveName: drive.name,
    pupil,
    state: outcome === null ? 'failed' : 'done',
    packId: outcome?.packId ?? null,
    bytes: outcome?.bytes ?? 0,
    passphrase: outcome?.passphrase ?? null,
    error: task.error,
    eject: 'pending',
  }
}

/** Asks the computer to let the drive go; the answer stands beside the stick. */
async function eject(driveId: string): Promise<void> {
  try {
    await call('drives.eject', { id: driveId })
    change((series) => withEject(series, driveId, 'ejected'))
  } catch (caught) {
    const error = caught instanceof BridgeError ? caught.shape : shapeOf(caught)
    change((series) => withEject(series, driveId, error))
  }
}

export interface SeriesRun {
  readonly running: Running | null
  /** Of the stick that is written now. */
  readonly task: TaskView | null
  readonly error: BridgeError | null
  readonly write: (drive: DriveView) => Promise<void>
  readonly skip: () => void
  readonly cancel: () => void
  readonly end: () => void
}

export function useSeries(): SeriesRun {
  const running = useSyncExternalStore(subscribe, () => current)
  const task = useTask(running?.now?.taskId ?? null)
  const [error, setError] = useState<BridgeError | null>(null)

  useEffect(() => {
    if (current?.now == null || task === null || task.id !== current.now.taskId || task.state === 'running') return
    const { drive, pupil } = current.now
    const stick = ended(drive, pupil, task)
    set({ ...current, now: null, series: withStick(current.series, stick) })
    if (stick.state === 'done') void eject(drive.id)
  }, [task])

  const write = useCallback(async (drive: DriveView) => {
    if (current === null || current.now !== null || isStarting) return
    isStarting = true
    setError(null)
    const { request, series } = current
    const pupil = nextPupil(series)
    try {
      const { ticket } = await call('drives.choose', { id: drive.id })
      const { taskId } = await call('packs.build', {
        ...request,
        ticket,
        recipientId: pupil?.id ?? request.recipientId,
        passphrase: series.waiting === null ? series.passphrase : request.passphrase,
      })
      if (current) set({ ...current, now: { taskId, drive, pupil } })
    } catch (caught) {
      setError(caught instanceof BridgeError ? caught : new BridgeError(shapeOf(caught)))
    } finally {
      isStarting = false
    }
  }, [])
  return {
    running,
    task,
    error,
    write,
    skip: () => change(putLast),
    cancel: () => {
      if (running?.now) void cancelTask(running.now.taskId)
    },
    end: () => set(null),
  }
}
