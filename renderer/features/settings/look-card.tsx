import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Card, RadioCards } from '../../ui/index.ts'

/** Language and colours; applied at once. */
export function LookCard({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const update = useAction('settings.update')
  return (
    <Card title={t('look.title')}>
      <RadioCards
        label={t('look.theme')}
        columns={3}
        options={[
          { id: 'system', title: t('look.system'), icon: Monitor },
          { id: 'light', title: t('look.light'), icon: Sun },
          { id: 'dark', title: t('look.dark'), icon: Moon },
        ]}
        value={settings.theme}
        onChange={(theme) => update.mutate({ theme })}
      />
      <RadioCards
        label={t('look.language')}
        columns={3}
        options={[
          { id: 'fr', title: 'Français' },
          { id: 'en', title: 'English' },
        ]}
        value={settings.locale}
        onChange={(locale) => update.mutate({ locale })}
      />
      {update.error && <ErrorState error={update.error} />}
    </Card>
  )
}
