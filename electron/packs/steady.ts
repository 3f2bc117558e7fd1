/**
 * Going on after a stick was pulled out: work on a folder that waits until the same drive is back, where the caller
 * can tell that it is the same, and says where it now is.
 */
import { stat } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import { systemCode, toDiskError } from '../platform/disk-errors.ts'

export interface DriveReturn {
  /**
   * Resolves with the folder's path once its drive is there again.
   *
   * @throws TrousseError `cancelled`
   */
  waitFor(): Promise<string>
}

/** What the drive that a folder is on allows, where it is known. */
export interface DriveRules {
  /** Largest file that it takes, in bytes; null without a limit. */
  readonly maxFileBytes: number | null
  /** Number of the device (`st_dev`) that the folder was on when it was chosen. */
  readonly device: number
  /** To wait for it when it is pulled out; null: that is an error. */
  readonly back: DriveReturn | null
}

/** A stick that fails again and again while it is plugged in is broken, not gone. */
const MAX_RETURNS = 10

/** True for the errors of a drive that is not there. */
export const isGone = (error: unknown): boolean => {
  const meaning = toDiskError(error)
  return meaning instanceof TrousseError && meaning.code === 'disk-gone'
}

/** Where a folder is now, and whether it is still the one that was chosen. */
export class Place {
  #folder: string
  #device: number | null
  #returns = 0
  readonly #back: DriveReturn | null

  constructor(folder: string, drive: DriveRules | null | undefined) {
    this.#folder = folder
    this.#device = drive?.device ?? null
    this.#back = drive?.back ?? null
  }

  get folder(): string {
    return this.#folder
  }

  /** True when a drive that left is waited for. */
  get waits(): boolean {
    return this.#back !== null
  }

  /**
   * The empty folder that a stick was mounted on stays when it is pulled out: what is written there would fill the
   * computer's own disk.
   *
   * @throws TrousseError `disk-gone`
   */
  async check(): Promise<void> {
    const { dev } = await stat(this.#folder)
    this.#device ??= dev
    if (dev !== this.#device) throw new TrousseError('disk-gone')
  }

  /**
   * Does `work`, again after each time that the drive left and came back: it must find out itself how far it was.
   *
   * @throws what `work` throws, `disk-gone` when nobody waits for the drive
   */
  async steadily<T>(work: (folder: string) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        await this.check()
        return await work(this.#folder)
      } catch (error) {
        await this.recover(error)
      }
    }
  }

  /** Returns once the drive is back; throws the error when it is another, or when nobody waits. */
  async recover(error: unknown): Promise<void> {
    if (this.#back === null || !isGone(error) || this.#returns >= MAX_RETURNS) throw error
    this.#returns += 1
    this.#folder = await this.#back.waitFor()
    this.#device = null
  }
}

/** True when a folder or file is not there; other errors are thrown. */
export async function isAbsent(path: string): Promise<boolean> {
  try {
    await stat(path)
    return false
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    throw error
  }
}
