import { useTranslation } from 'react-i18next'
import { classLink, linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Card, Page, PageHeader, Skeleton } from '../../ui/index.ts'
import { PupilHandedIn } from '../handed-in/index.tsx'
import styles from './pupil-page.module.css'
import { PupilFacts, PupilGuardians, PupilSelf } from './pupil-sheet.tsx'

/** A pupil's sheet on its own: where a search or the list of the unreachable leads. */
export function PupilPage({ pupilId }: { readonly pupilId: number }) {
  const { t } = useTranslation('classes')
  const pupil = useChannel('pupils.read', { id: pupilId })
  const home = pupil.data?.classes.find(({ kind }) => kind === 'class') ?? pupil.data?.classes[0]
  return (
    <Page width="wide">
      <PageHeader
        title={pupil.data ? `${pupil.data.familyName} ${pupil.data.givenName}` : t('pupil.label')}
        back={
          home ? { href: classLink(home.id), label: home.name } : { href: linkTo('classes'), label: t('roster.back') }
        }
        {...(pupil.data ? { subtitle: <PupilFacts pupil={pupil.data} /> } : {})}
      />
      {pupil.isPending && (
        <>
          <p role="status">{t('pupil.loading')}</p>
          <Skeleton lines={8} />
        </>
      )}
      {pupil.error && (
        <ErrorState
          error={pupil.error}
          shape="page"
          onRetry={() => void pupil.refetch()}
          isRetrying={pupil.isFetching}
        />
      )}
      {pupil.data && <PupilHandedIn pupilId={pupilId} />}
      {pupil.data && (
        <div className={styles.columns}>
          <PupilGuardians pupil={pupil.data} level={2} />
          <Card>
            <PupilSelf pupil={pupil.data} level={2} />
          </Card>
        </div>
      )}
    </Page>
  )
}
