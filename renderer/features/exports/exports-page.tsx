import { useTranslation } from 'react-i18next'
import { NeedsClasses } from '../../app/needs-classes.tsx'
import { Page, PageHeader } from '../../ui/index.ts'
import type { ExportsPageProps } from './choice.ts'
import { ExportForm } from './export-form.tsx'

/** Sheets to print and files for other programs: what, of whom, then the paper itself before anything is made. */
export function ExportsPage(props: ExportsPageProps) {
  const { t } = useTranslation('exports')
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('lead')} />
      <NeedsClasses emptyTitle={t('noClasses')} lines={6}>
        {(classes) => <ExportForm classes={classes} {...props} />}
      </NeedsClasses>
    </Page>
  )
}
