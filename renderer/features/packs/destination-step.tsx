import { FolderCheck, FolderOpen, Usb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DriveView, PackForm } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useErrorSentence } from '../../bridge/index.ts'
import { Banner, Button, Checkbox, RadioCards, useFormat } from '../../ui/index.ts'
import { type Destination, type DriveTrouble, driveTrouble } from './destination.ts'
import styles from './packs.module.css'
import type { Drives } from './use-drives.ts'

/** The choice of the folder among the drives. */
const FOLDER = 'folder'

export interface DestinationStepProps {
  readonly drives: Drives
  readonly destination: Destination | null
  readonly onDestination: (destination: Destination) => void
  readonly form: PackForm
  /** About how much will be written; null while unknown. */
  readonly bytes: number | null
  /** The ticket of the folder served for a pack that could not start. */
  readonly isSpent: boolean
  /** One stick after another: which, is asked each time. */
  readonly isSeries: boolean
  readonly onSeries: (isSeries: boolean) => void
  /** Each stick gets the pack of one pupil. */
  readonly isPerPupil: boolean
}

/** The sticks that are plugged in, or a folder of this computer. */
export function DestinationStep(props: DestinationStepProps) {
  const { drives, destination, onDestination, form, bytes, isSpent, isSeries, onSeries, isPerPupil } = props
  const { t } = useTranslation('packs')
  const format = useFormat()
  const sentence = useErrorSentence()
  const choose = useAction('packs.chooseFolder')
  const chooseFolder = async () => {
    const chosen = await choose.mutateAsync(undefined).catch(() => null)
    if (chosen !== null) onDestination({ kind: 'folder', ...chosen })
  }
  const list = drives.drives ?? []
  const troubles = new Map(list.map((drive) => [drive.id, driveTrouble(drive, bytes, form)]))
  const folder = destination?.kind === 'folder' ? destination : null
  const options = [
    ...list.map((drive) => ({
      id: drive.id,
      icon: Usb,
      title: drive.name,
      detail: driveDetail(drive),
      isDisabled: troubles.get(drive.id) === 'read-only',
    })),
    ...(folder === null
      ? []
      : [{ id: FOLDER, icon: FolderCheck, title: folder.label, detail: t('folder.ofThisComputer') }]),
  ]
  function driveDetail(drive: DriveView): string {
    if (drive.readOnly) return t('drive.readOnly', { system: drive.fileSystem })
    if (drive.freeBytes === null) return drive.fileSystem
    return t('drive.free', { system: drive.fileSystem, free: format.bytes(drive.freeBytes) })
  }
  const value = destination === null ? null : destination.kind === 'drive' ? destination.id : FOLDER
  const chosen = destination?.kind === 'drive' ? list.find(({ id }) => id === destination.id) : undefined
  const trouble = chosen && (troubles.get(chosen.id) ?? null)
  return (
    <>
      <Checkbox isSelected={isSeries} onChange={onSeries}>
        {isPerPupil ? t('series.askPupils') : t('series.ask')}
      </Checkbox>
      {isSeries ? <p className={styles.soft}>{t('series.hint')}</p> : places()}
    </>
  )
  function places() {
    return (
      <>
        {options.length > 0 && (
          <RadioCards
            label={t('drive.label')}
            labelHidden
            value={value}
            onChange={(id) => {
              if (id !== FOLDER) onDestination({ kind: 'drive', id })
            }}
            options={options}
          />
        )}
        {destination?.kind === 'drive' && chosen === undefined && <Banner tone="warn" title={t('drive.left')} />}
        {chosen && trouble && <Banner tone="warn" title={troubleText(chosen, trouble)} />}
        {drives.error !== null && <Banner tone="info" title={sentence(drives.error).what} />}
        <p className={styles.folder}>
          <Button icon={FolderOpen} onPress={chooseFolder} isDisabled={choose.isPending}>
            {t('folder.choose')}
          </Button>
          <span className={styles.soft}>
            {isSpent ? t('folder.used') : options.length === 0 ? t('folder.none') : null}
          </span>
        </p>
        {choose.error && <ErrorState error={choose.error} />}
      </>
    )
  }
  function troubleText(drive: DriveView, why: DriveTrouble): string {
    if (why === 'too-large') return t('drive.tooLarge')
    return t('drive.noSpace', { needed: format.bytes(bytes ?? 0), free: format.bytes(drive.freeBytes ?? 0) })
  }
}
