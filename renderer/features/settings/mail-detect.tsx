import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MailDetection } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, looksLikeAddress } from '../../ui/index.ts'
import styles from './settings.module.css'

export interface MailDetectProps {
  readonly address: string
  readonly onFound: (found: MailDetection) => void
}

/** Looks for the servers of an address, and says where they come from before any password goes there. */
export function MailDetect({ address, onFound }: MailDetectProps) {
  const { t } = useTranslation('mail')
  const detect = useAction('mail.detect')
  const found = detect.data
  const search = async () => {
    try {
      onFound(await detect.mutateAsync({ address: address.trim() }))
    } catch {
      // Shown below from `detect.error`.
    }
  }
  const isFresh = found !== undefined && address.trim().toLowerCase().endsWith(`@${found.domain}`)
  return (
    <>
      <div className={styles.start}>
        <Button
          icon={Search}
          onPress={() => void search()}
          isPending={detect.isPending}
          isDisabled={!looksLikeAddress(address.trim())}
        >
          {t(detect.isPending ? 'detect.searching' : 'detect.action')}
        </Button>
      </div>
      {detect.error && <ErrorState error={detect.error} />}
      {isFresh && found.smtp !== null && (
        <Banner
          tone={found.otherDomain ? 'warn' : 'ok'}
          title={t('detect.found', { host: found.smtp.host })}
          live="status"
        >
          {found.otherDomain ? t('detect.otherDomain', { domain: found.domain }) : t(`detect.by.${found.by ?? 'srv'}`)}
        </Banner>
      )}
      {isFresh && found.smtp === null && (
        <Banner tone="info" title={t('detect.none', { domain: found.domain })} live="status">
          {t(found.quota.name === 'national' ? 'detect.askAcademie' : 'detect.ask')}
        </Banner>
      )}
      {isFresh && found.freeWebmail && <Banner tone="warn" title={t('detect.webmail')} />}
    </>
  )
}
