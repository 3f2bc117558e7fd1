import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptureMapping } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Banner, Button, Card, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './capture.module.css'
import { CapturedRows } from './captured-rows.tsx'
import { MappingForm } from './mapping-form.tsx'

/** What was understood of the page, what would be kept and dropped; nothing is kept before « Enregistrer ». */
export function CaptureReview({ sourceId, revision }: { readonly sourceId: number; readonly revision: number }) {
  const { t } = useTranslation('capture')
  const format = useFormat()
  const [mapping, setMapping] = useState<CaptureMapping | null>(null)
  const { data: preview, error } = useChannel(
    'capture.preview',
    { sourceId, revision, mapping },
    { keepPrevious: true },
  )
  const apply = useAction('capture.apply')
  const discard = useAction('capture.discard')
  if (error && !preview) return <ErrorState error={error} />
  if (!preview) return <Skeleton lines={6} />
  const { counts, announced } = preview
  const kept = counts.new + counts.changed + counts.unchanged + counts.doubtful
  const read = kept + counts.refused
  return (
    <Card title={t('review.title')}>
      <div className={styles.review}>
        <p className={styles.facts}>
          {t(`review.confidence.${preview.confidence}`)} {t('review.from', { address: preview.address })}{' '}
          {preview.pages > 1 && t('review.pages', { count: preview.pages, figure: format.number(preview.pages) })}{' '}
          {preview.repeated > 0 &&
            t('review.repeated', { count: preview.repeated, figure: format.number(preview.repeated) })}
        </p>
        {!preview.complete && (
          <Banner tone="warn" title={t('review.incomplete')}>
            {announced === null
              ? t('review.incomplete-detail')
              : t('review.incomplete-announced', { read: format.number(read), announced: format.number(announced) })}
          </Banner>
        )}
        {preview.dropped.length > 0 && (
          <Banner tone="info" title={t('review.dropped')}>
            {preview.dropped.join(', ')}
          </Banner>
        )}
        {error && <ErrorState error={error} />}
        <MappingForm preview={preview} onChange={setMapping} />
        <CapturedRows preview={preview} />
        {apply.error && <ErrorState error={apply.error} />}
        <div className={styles.actions}>
          <p className={styles.note}>{t('review.once')}</p>
          <Button onPress={() => discard.mutate({ sourceId })}>{t('review.discard')}</Button>
          <Button
            variant="primary"
            isPending={apply.isPending}
            isDisabled={preview.classNeeded || kept === 0}
            onPress={() => apply.mutate({ sourceId, mapping: preview.mapping })}
          >
            {t(`review.keep.${preview.mapping.kind}`, { count: kept, figure: format.number(kept) })}
          </Button>
        </div>
      </div>
    </Card>
  )
}
