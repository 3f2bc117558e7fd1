/** Looks whether a drive came or left, only while somebody is about to choose one. */
import type { DriveLister } from '../platform/drives/drive.ts'

/** A person who plugs a stick waits for it to show: a second is not noticed. */
const LOOK_EVERY_MS = 1000

export interface DriveWatch {
  set(on: boolean): void
}

export function createDriveWatch(deps: {
  readonly drives: Pick<DriveLister, 'glance'>
  /** Called when something changed since the last look. */
  readonly tell: () => void
  /** False while no window shows: what came meanwhile is told afterwards. */
  readonly someoneLooks: () => boolean
  readonly everyMs?: number
}): DriveWatch {
  let timer: NodeJS.Timeout | null = null
  let seen: string | null = null
  let isLooking = false
  const look = async (): Promise<void> => {
    // A sleeping disk can take seconds to answer.
    if (isLooking || !deps.someoneLooks()) return
    isLooking = true
    try {
      const now = await deps.drives.glance()
      if (seen !== null && now !== seen && timer !== null) deps.tell()
      seen = now
    } finally {
      isLooking = false
    }
  }
  return {
    set(on) {
      if (timer !== null) clearInterval(timer)
      timer = null
      seen = null
      if (!on) return
      timer = setInterval(() => void look(), deps.everyMs ?? LOOK_EVERY_MS)
      timer.unref()
      void look()
    },
  }
}
