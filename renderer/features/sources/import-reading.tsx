import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo, navigate } from '../../app/router.ts'
import { Button, Card, Skeleton } from '../../ui/index.ts'

/** A large school takes a few seconds: it can be stopped. */
export function Reading() {
  const { t } = useTranslation('sources')
  return (
    <Card
      title={t('import.reading')}
      action={
        <Button icon={X} onPress={() => navigate(linkTo('sources', ['file']))}>
          {t('import.stop')}
        </Button>
      }
    >
      <Skeleton lines={6} height="2.5rem" />
    </Card>
  )
}
