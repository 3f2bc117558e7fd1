import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Card, Select } from '../../ui/index.ts'

/** Hours; 0 is "only when I ask". */
const CHOICES = [0, 2, 6, 12, 24] as const

const PAUSES = ['never', 'common', 'A', 'B', 'C'] as const

/** How often the sources are read without being asked. */
export function SyncCard({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const update = useAction('settings.update')
  const hours = [...new Set([...CHOICES, settings.syncEveryHours])].sort((a, b) => a - b)
  return (
    <Card title={t('sync.title')}>
      <Select
        label={t('sync.every')}
        hint={t('sync.hint')}
        options={hours.map((id) => ({ id, label: id === 0 ? t('sync.never') : t('sync.hours', { count: id }) }))}
        value={settings.syncEveryHours}
        onChange={(syncEveryHours) => update.mutate({ syncEveryHours })}
      />
      <Select
        label={t('sync.pause')}
        hint={t('sync.pause-hint')}
        options={PAUSES.map((id) => ({ id, label: t(`sync.pause-of.${id}`) }))}
        value={settings.holidayPause}
        onChange={(holidayPause) => update.mutate({ holidayPause })}
      />
      {update.error && <ErrorState error={update.error} />}
    </Card>
  )
}
