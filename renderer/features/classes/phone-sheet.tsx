import { useQueries } from '@tanstack/react-query'
import { FileText, PartyPopper, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PupilSheet } from '../../../electron/contract/views.ts'
import { classLink, exportLink } from '../../app/router.ts'
import { call, channelKey, ErrorState, useChannel } from '../../bridge/index.ts'
import {
  Button,
  ButtonLink,
  EmptyState,
  Page,
  PageHeader,
  PrintPortal,
  Progress,
  Select,
  Toolbar,
} from '../../ui/index.ts'
import styles from './phone-sheet.module.css'
import { PhoneSheetPaper } from './phone-sheet-paper.tsx'

type Scope = 'whole' | 'incomplete'

const byName = (a: PupilSheet, b: PupilSheet): number =>
  `${a.familyName} ${a.givenName}`.localeCompare(`${b.familyName} ${b.givenName}`, 'fr')

/** Every pupil's sheet, one question each: they are local answers and most are already there. */
function usePupils(ids: readonly number[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: channelKey('pupils.read', { id }),
      queryFn: () => call('pupils.read', { id }),
    })),
    combine: (answers) => ({
      pupils: answers.flatMap(({ data }) => (data ? [data] : [])).sort(byName),
      done: answers.filter(({ isSuccess }) => isSuccess).length,
      error: answers.find(({ error }) => error)?.error ?? null,
      retry: () => {
        for (const answer of answers) if (answer.isError) void answer.refetch()
      },
    }),
  })
}

/** The class as a call list made for paper; what is shown is what the printer gets. */
export function PhoneSheet({ classId }: { readonly classId: number }) {
  const { t } = useTranslation('classes')
  const classes = useChannel('classes.list')
  const roster = useChannel('classes.roster', { classId })
  const [scope, setScope] = useState<Scope>('whole')
  const name = classes.data?.find(({ id }) => id === classId)?.name ?? ''
  const wanted = (roster.data ?? []).filter((row) => scope === 'whole' || row.reach !== 'email')
  const { pupils, done, error, retry } = usePupils(wanted.map((row) => row.pupilId))
  const ready = roster.data !== undefined && done === wanted.length
  const failed = roster.error ?? classes.error ?? error
  const paper = <PhoneSheetPaper className={name} pupils={pupils} />

  return (
    <Page>
      <PageHeader
        title={name === '' ? t('roster.phoneSheet') : t('sheet.heading', { name })}
        subtitle={t('sheet.intro')}
        back={{ href: classLink(classId), label: t('sheet.back') }}
        actions={
          <>
            <ButtonLink icon={FileText} href={exportLink(classId, { what: 'phones' })}>
              {t('sheet.pdf')}
            </ButtonLink>
            <Button
              variant="primary"
              icon={Printer}
              onPress={() => window.print()}
              isDisabled={!ready || pupils.length === 0}
            >
              {t('sheet.print')}
            </Button>
          </>
        }
      />
      <Toolbar>
        <Select
          label={t('sheet.scope')}
          labelHidden
          options={[
            { id: 'whole' as const, label: t('sheet.whole') },
            { id: 'incomplete' as const, label: t('sheet.incomplete') },
          ]}
          value={scope}
          onChange={setScope}
        />
      </Toolbar>
      {failed && (
        <ErrorState
          error={failed}
          shape="page"
          onRetry={() => {
            retry()
            void roster.refetch()
          }}
        />
      )}
      {!failed && !ready && (
        <Progress
          label={t('sheet.loading')}
          done={done}
          total={wanted.length}
          detail={t('sheet.progress', { done, total: wanted.length })}
        />
      )}
      {ready && pupils.length === 0 && (
        <EmptyState icon={PartyPopper} title={t('sheet.empty.title')}>
          {t('sheet.empty.text')}
        </EmptyState>
      )}
      {ready && pupils.length > 0 && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section className={styles.desk} tabIndex={0} aria-label={t('sheet.desk')}>
            <div className={styles.page}>{paper}</div>
          </section>
          <PrintPortal>{paper}</PrintPortal>
        </>
      )}
    </Page>
  )
}
