import { CircleCheck, Usb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button } from '../../ui/index.ts'

/** After the last byte: the stick can be let go, and then taken out. */
export function EjectLine({ driveId, driveName }: { readonly driveId: string; readonly driveName: string }) {
  const { t } = useTranslation('packs')
  const eject = useAction('drives.eject')
  if (eject.isSuccess) {
    return <Banner tone="ok" icon={CircleCheck} title={t('eject.done', { name: driveName })} live="status" />
  }
  return (
    <>
      <Banner
        tone="info"
        icon={Usb}
        title={t('eject.ready', { name: driveName })}
        actions={
          <Button size="small" onPress={() => eject.mutate({ id: driveId })} isPending={eject.isPending}>
            {t('eject.action')}
          </Button>
        }
      />
      {eject.error && <ErrorState error={eject.error} />}
    </>
  )
}
