import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { ErrorState } from '../../bridge/index.ts'
import { Banner, Button, Card } from '../../ui/index.ts'
import { PackProgress } from './pack-progress.tsx'
import type { PackBuild } from './use-pack-build.ts'

export interface PackBuildingProps {
  readonly build: PackBuild
  readonly task: TaskView | null
  readonly onCancel: () => void
  readonly onBack: () => void
}

/** A pack being written, or why it was not. */
export function PackBuilding({ build, task, onCancel, onBack }: PackBuildingProps) {
  const { t } = useTranslation('packs')
  const back = (
    <Button icon={Undo2} onPress={onBack} autoFocus>
      {t('failed.back')}
    </Button>
  )
  if (task?.state === 'cancelled') {
    return (
      <Banner tone="info" title={t('cancelled.title')} live="status" actions={back}>
        {t('cancelled.text')}
      </Banner>
    )
  }
  if (task?.state === 'failed') {
    return (
      <Card title={t('failed.title')}>
        <ErrorState error={task.error} />
        <div>{back}</div>
      </Card>
    )
  }
  return (
    <PackProgress
      title={t('progress.title', { name: build.className })}
      task={task}
      unit={build.isSet ? 'packs' : 'files'}
      onCancel={onCancel}
    />
  )
}
