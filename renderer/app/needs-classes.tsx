import { FolderOpen, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary } from '../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../bridge/index.ts'
import { ButtonLink, EmptyState, Skeleton } from '../ui/index.ts'
import { linkTo } from './router.ts'

export interface NeedsClassesProps {
  /** What cannot be done without a class. */
  readonly emptyTitle: string
  /** Lines of the grey blocks while the classes are on their way. */
  readonly lines: number
  readonly children: (classes: readonly ClassSummary[]) => ReactNode
}

/** For a screen that is about classes: them once they are here, or what stands in the way and what to do. */
export function NeedsClasses({ emptyTitle, lines, children }: NeedsClassesProps) {
  const { t } = useTranslation('common')
  const { data, error, isPending, isFetching, refetch } = useChannel('classes.list')
  return (
    <>
      {isPending && <Skeleton lines={lines} height="2rem" />}
      {error && <ErrorState error={error} shape="page" onRetry={() => void refetch()} isRetrying={isFetching} />}
      {data?.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={emptyTitle}
          actions={
            <ButtonLink variant="primary" icon={FolderOpen} href={linkTo('sources')}>
              {t('no-classes.action')}
            </ButtonLink>
          }
        >
          {t('no-classes.text')}
        </EmptyState>
      )}
      {data && data.length > 0 && children(data)}
    </>
  )
}
