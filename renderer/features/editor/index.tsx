import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Skeleton } from '../../ui/index.ts'
import type { RichTextProps } from './rich-text.tsx'

export type { Pictures, RichTextProps } from './rich-text.tsx'

let loaded: ComponentType<RichTextProps> | null = null

/** The rich text field; its code comes when the first one shows. A code that cannot be fetched is thrown. */
export function RichTextField(props: RichTextProps) {
  const { t } = useTranslation('editor')
  const [Field, setField] = useState(() => loaded)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    if (loaded !== null) return
    import('./rich-text.tsx').then(
      ({ RichText }) => {
        loaded = RichText
        setField(() => RichText)
      },
      (error: unknown) => setFailure(error),
    )
  }, [])
  if (failure !== null) throw failure
  if (Field !== null) return <Field {...props} />
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton lines={4} />
    </div>
  )
}
