import { FolderOpen, ScanText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SourceKind } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ButtonLink } from '../../ui/index.ts'

/** What has no server is read again by the teacher: a page to capture, a file to import. */
export function ReadAgain({ kind }: { readonly kind: SourceKind }) {
  const { t } = useTranslation('ways')
  return kind === 'capture' ? (
    <ButtonLink icon={ScanText} href={linkTo('sources', ['capture'])}>
      {t('act.capture')}
    </ButtonLink>
  ) : (
    <ButtonLink icon={FolderOpen} href={linkTo('sources', ['file'])}>
      {t('act.import')}
    </ButtonLink>
  )
}
