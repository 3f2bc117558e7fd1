import { create } from 'qrcode'
import { useMemo } from 'react'
import styles from './share.module.css'

/** Modules of white around it, which readers need (ISO/IEC 18004). */
const QUIET = 4

/** A link to point a telephone at. Always dark on white: readers expect it so, in both themes. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    let squares = ''
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) squares += `M${column + QUIET} ${row + QUIET}h1v1h-1z`
      }
    }
    return { size: modules.size + 2 * QUIET, path: squares }
  }, [text])
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
