import { useEffect, useRef } from 'react'
import type { ChosenFiles } from '../../electron/contract/views.ts'

/** A screen that has a better use for dropped files than the import. */
export interface DropClaim {
  /** What the whole window says while files are held over it. */
  readonly title: string
  readonly detail: string
  /** The files under their ticket, and what of them the page itself may read, in the same order. */
  readonly take: (chosen: ChosenFiles, files: readonly File[]) => void
}

const claims: DropClaim[] = []

/** The claim of the screen that shows; null: files go to the import. */
export const currentDropClaim = (): DropClaim | null => claims.at(-1) ?? null

/** Takes dropped files for as long as this component shows; null takes none. */
export function useDropClaim(claim: DropClaim | null): void {
  const latest = useRef(claim)
  useEffect(() => {
    latest.current = claim
  })
  const isActive = claim !== null
  useEffect(() => {
    if (!isActive) return
    const own: DropClaim = {
      get title() {
        return latest.current?.title ?? ''
      },
      get detail() {
        return latest.current?.detail ?? ''
      },
      take: (chosen, files) => latest.current?.take(chosen, files),
    }
    claims.push(own)
    return () => {
      claims.splice(claims.indexOf(own), 1)
    }
  }, [isActive])
}
