import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Page, PageHeader, Skeleton, Tabs } from '../../ui/index.ts'
import { Differences } from './differences.tsx'
import { Merges } from './merges.tsx'
import { Questions } from './questions.tsx'

type Part = 'questions' | 'differences' | 'merges'

/** `#/sources/matching`: who may be the same, what sources say differently, and matches to take back. */
export function MatchingPage() {
  const { t } = useTranslation('matching')
  const counts = useChannel('matches.counts')
  const [chosen, setChosen] = useState<Part | null>(null)
  const { data } = counts
  // Opens on what waits.
  const first: Part = data && data.questions === 0 && data.differences > 0 ? 'differences' : 'questions'
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('subtitle')} back={{ href: linkTo('sources'), label: t('back') }} />
      {counts.error && <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />}
      {counts.isPending && <Skeleton lines={3} height="6rem" />}
      {data && (
        <Tabs
          label={t('title')}
          value={chosen ?? first}
          onChange={setChosen}
          items={[
            { id: 'questions', label: t('questions.tab'), count: data.questions, content: <Questions /> },
            { id: 'differences', label: t('differences.tab'), count: data.differences, content: <Differences /> },
            { id: 'merges', label: t('merges.tab'), count: data.merges, content: <Merges /> },
          ]}
        />
      )}
    </Page>
  )
}
