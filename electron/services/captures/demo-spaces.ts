/** The demonstration's own web spaces, offered for a first capture without leaving this computer. */
import type { CaptureState } from '../../contract/views.ts'

/** @param webUrl root of the demonstration's server. */
export const demoWebSpaces = (webUrl: string): CaptureState['suggestions'] => [
  { label: 'Mon ENT (démonstration)', url: new URL('/kosmos/', webUrl).href },
  { label: 'Espace notes (démonstration)', url: new URL('/pronote/professeur.html', webUrl).href },
]
