import { FileSpreadsheet, School } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ButtonLink, Card, EmptyState } from '../../ui/index.ts'

/** No pupil yet: the two ways to bring a school in. */
export function FirstSteps() {
  const { t } = useTranslation('today')
  return (
    <Card>
      <EmptyState
        icon={School}
        title={t('first.title')}
        actions={
          <>
            <ButtonLink variant="primary" icon={School} href={linkTo('sources', ['add'])}>
              {t('first.ent')}
            </ButtonLink>
            <ButtonLink icon={FileSpreadsheet} href={linkTo('sources', ['file'])}>
              {t('first.file')}
            </ButtonLink>
          </>
        }
      >
        {t('first.detail')}
      </EmptyState>
    </Card>
  )
}
