import { ImageOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../bridge/index.ts'
import { redrawPicture } from '../../ui/redraw-picture.ts'
import styles from './portraits.module.css'

const PREVIEW_SIDE = 120

/** A picture of the ticket, drawn small once it comes into view: a folder of a whole school is not read at once. */
export function Preview({ ticket, index }: { readonly ticket: string; readonly index: number }) {
  const host = useRef<HTMLSpanElement>(null)
  const [url, setUrl] = useState<string | null>(null)
  const [isUnreadable, setUnreadable] = useState(false)
  useEffect(() => {
    if (host.current === null) return
    let made: string | null = null
    let isGone = false
    const draw = async () => {
      const { bytes, mediaType } = await call('portraits.source', { ticket, index })
      const shape = { side: PREVIEW_SIDE, shape: 'portrait' } as const
      const small = await redrawPicture(new Blob([bytes], { type: mediaType }), shape)
      if (isGone) return
      if (small === null) return setUnreadable(true)
      made = URL.createObjectURL(new Blob([small], { type: 'image/jpeg' }))
      setUrl(made)
    }
    const watcher = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      watcher.disconnect()
      // Said in words when it is kept; here the place of the picture stays empty.
      draw().catch(() => !isGone && setUnreadable(true))
    })
    watcher.observe(host.current)
    return () => {
      isGone = true
      watcher.disconnect()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [ticket, index])
  return (
    <span ref={host} className={styles.preview}>
      {url !== null && <img src={url} alt="" className={styles.picture} />}
      {isUnreadable && <ImageOff size={18} aria-hidden />}
    </span>
  )
}
