import { useEffect, useState } from 'react'
import type { Request } from '../../../electron/contract/channels.ts'
import { useChannel } from '../../bridge/index.ts'

/** Typing in a letter does not ask for a page at every key. */
const CALM_MS = 300

type PreviewRequest = Request<'exports.preview'>

const NOTHING: PreviewRequest = { classIds: [1], what: { kind: 'oneroster' } }

/** The preview of what was last asked for and has stood still for a moment; the one before stays meanwhile. */
export function usePreview(request: PreviewRequest | null) {
  const wanted = JSON.stringify(request)
  const [asked, setAsked] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), CALM_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  const settled = JSON.parse(asked) as PreviewRequest | null
  return useChannel('exports.preview', settled ?? NOTHING, {
    enabled: settled !== null && request !== null,
    keepPrevious: true,
  })
}
