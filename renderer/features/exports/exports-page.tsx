import { FolderOpen, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { ButtonLink, EmptyState, Page, PageHeader, Skeleton } from '../../ui/index.ts'
import type { ExportsPageProps } from './choice.ts'
import { ExportForm } from './export-form.tsx'

/** Sheets to print and files for other programs: what, of whom, then the paper itself before anything is made. */
export function ExportsPage(props: ExportsPageProps) {
  const { t } = useTranslation('exports')
  const classes = useChannel('classes.list')
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('lead')} />
      {classes.isPending && <Skeleton lines={6} height="2rem" />}
      {classes.error && (
        <ErrorState
          error={classes.error}
          shape="page"
          onRetry={() => void classes.refetch()}
          isRetrying={classes.isFetching}
        />
      )}
      {classes.data?.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={t('noClasses.title')}
          actions={
            <ButtonLink variant="primary" icon={FolderOpen} href={linkTo('sources')}>
              {t('noClasses.action')}
            </ButtonLink>
          }
        >
          {t('noClasses.text')}
        </EmptyState>
      )}
      {classes.data && classes.data.length > 0 && <ExportForm classes={classes.data} {...props} />}
    </Page>
  )
}
