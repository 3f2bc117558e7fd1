import { CloudUpload, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, Card, EmptyState, Page, PageHeader, Skeleton } from '../../ui/index.ts'
import { AddPlace } from './add-place.tsx'
import { FetchPacks } from './fetch-packs.tsx'
import { Places } from './places.tsx'
import { Publications } from './publications.tsx'
import { PublishForm } from './publish-form.tsx'
import styles from './share.module.css'

/** Encrypted packs on a server or a share: put there, given by a link, taken back, fetched on another computer. */
export function SharePage({ initialClassId }: { readonly initialClassId: number | null }) {
  const { t } = useTranslation('share')
  const targets = useChannel('shares.targets')
  const classes = useChannel('classes.list')
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button icon={Plus} variant={targets.data?.length === 0 ? 'primary' : 'secondary'} onPress={() => setAdding(true)}>
      {t('places.add')}
    </Button>
  )
  const error = targets.error ?? classes.error
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('lead')} back={{ href: linkTo('packs'), label: t('back') }} />
      {error && <ErrorState error={error} shape="page" onRetry={() => void targets.refetch()} />}
      {targets.isPending && !error && <Skeleton lines={5} height="2rem" />}
      {targets.data?.length === 0 && (
        <Card>
          <EmptyState icon={CloudUpload} title={t('places.empty')} actions={add}>
            {t('places.empty-detail')}
          </EmptyState>
        </Card>
      )}
      {targets.data && targets.data.length > 0 && (
        <div className={styles.columns}>
          <PublishForm targets={targets.data} classes={classes.data ?? []} initialClassId={initialClassId} />
          <div className={styles.aside}>
            <Places targets={targets.data} add={add} />
            <FetchPacks targets={targets.data} />
          </div>
        </div>
      )}
      <Publications />
      <AddPlace isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  )
}
