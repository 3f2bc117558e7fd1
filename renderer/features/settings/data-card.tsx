import { FolderOpen, KeyRound, LockKeyhole, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, ButtonLink, Card, KeyValue } from '../../ui/index.ts'
import { PassphraseDialog } from './passphrase-dialog.tsx'
import { RenewCodeDialog } from './renew-code-dialog.tsx'
import styles from './settings.module.css'

/** Where the data are, who holds the key, and whether the recovery code is kept. */
export function DataCard() {
  const { t } = useTranslation('settings')
  const { data: state } = useChannel('app.state')
  const showFolder = useAction('app.showDataFolder')
  const [open, setOpen] = useState<'passphrase' | 'code' | null>(null)
  if (state === undefined) return null
  const own = state.space === 'own'
  return (
    <Card title={t('data.title')}>
      <KeyValue
        items={[
          { label: t('data.protection'), value: t(`data.custody.${state.keyCustody}`) },
          ...(own
            ? [
                {
                  label: t('data.code'),
                  value: state.recoveryCodeKept ? (
                    <Badge tone="ok">{t('data.code-kept')}</Badge>
                  ) : (
                    <Badge tone="warn">{t('data.code-not-kept')}</Badge>
                  ),
                },
              ]
            : []),
          { label: t('data.version'), value: state.version },
        ]}
      />
      {showFolder.error && <ErrorState error={showFolder.error} />}
      <div className={styles.start}>
        <Button icon={FolderOpen} onPress={() => showFolder.mutate(undefined)}>
          {t('data.folder')}
        </Button>
        <ButtonLink icon={ShieldCheck} href={linkTo('start', ['data'])}>
          {t('start:data.title')}
        </ButtonLink>
        {own && (
          <>
            <Button icon={LockKeyhole} onPress={() => setOpen('passphrase')}>
              {t(state.keyCustody === 'passphrase' ? 'key.change' : 'key.add')}
            </Button>
            <Button icon={KeyRound} onPress={() => setOpen('code')}>
              {t('key.renew')}
            </Button>
          </>
        )}
      </div>
      {open === 'passphrase' && <PassphraseDialog custody={state.keyCustody} onClose={() => setOpen(null)} />}
      {open === 'code' && <RenewCodeDialog custody={state.keyCustody} onClose={() => setOpen(null)} />}
    </Card>
  )
}
