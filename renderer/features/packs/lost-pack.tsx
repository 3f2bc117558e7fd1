import { useTranslation } from 'react-i18next'
import type { PackRecord } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Badge, Button, Dialog, KeyValue, useFormat } from '../../ui/index.ts'
import { recipientOf } from './pack-recipient.ts'
import styles from './packs.module.css'

/** What was on a stick that is lost, for whom, and what to do now. */
export function LostPack({
  pack,
  others,
  onClose,
}: {
  readonly pack: PackRecord
  /** What else was written to the same stick, newest first. */
  readonly others: readonly PackRecord[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const mark = useAction('packs.markLost')
  const isLost = pack.lostAt !== null
  const notSaid = t('lost.notSaid')
  // A pack in clear holds nobody's data; an exported list may.
  const holdsPeople = !pack.encrypted && pack.profile !== 'pupil'
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('lost.title')}
      size="large"
      footer={
        <>
          <Button
            onPress={() => {
              for (const { id } of [pack, ...others]) mark.mutate({ id, lost: !isLost })
            }}
            isPending={mark.isPending}
          >
            {isLost ? t('lost.found') : t('lost.mark')}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {t('lost.close')}
          </Button>
        </>
      }
    >
      {mark.error && <ErrorState error={mark.error} />}
      <KeyValue
        items={[
          {
            label: t('lost.pack'),
            value: (
              <>
                <strong className={styles.fileName}>{pack.fileName}</strong>{' '}
                {isLost && (
                  <Badge tone="danger" plain>
                    {t('lost.marked')}
                  </Badge>
                )}
              </>
            ),
          },
          ...(pack.drive === null ? [] : [{ label: t('lost.stick'), value: pack.drive.name }]),
          { label: t('lost.for'), value: recipientOf(pack) || notSaid },
          { label: t('lost.purpose'), value: pack.purpose || notSaid },
          { label: t('lost.form'), value: t(`form.${pack.form}.title`) },
          { label: t('lost.at'), value: format.dateTime(pack.at) },
          ...(pack.expiresAt === null ? [] : [{ label: t('lost.expires'), value: format.dateTime(pack.expiresAt) }]),
          {
            label: t('lost.protection'),
            value: (
              <Badge tone={pack.encrypted ? 'ok' : 'warn'} plain>
                {pack.encrypted ? t('history.encrypted') : t('history.clear')}
              </Badge>
            ),
          },
        ]}
      />
      <h3 className={styles.lostTitle}>{t('lost.held')}</h3>
      <Held pack={pack} />
      {others.length > 0 && (
        <>
          <h3 className={styles.lostTitle}>{t('lost.others')}</h3>
          <p className={styles.soft}>{t('lost.othersHint')}</p>
          <ul className={styles.documents}>
            {others.map((one) => (
              <li key={one.id}>
                <strong className={styles.fileName}>{one.fileName}</strong>{' '}
                <span className={styles.soft}>
                  {[recipientOf(one), one.encrypted ? t('history.encrypted') : t('history.clear')]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={styles.lostTitle}>{t('lost.todo')}</h3>
      <ol className={styles.todo}>
        <li>{pack.encrypted ? t('lost.sealed') : holdsPeople ? t('lost.clearPeople') : t('lost.clear')}</li>
        <li>{pack.encrypted ? t('lost.sealedIf') : holdsPeople ? t('lost.clearPeopleIf') : t('lost.clearIf')}</li>
        {!holdsPeople && <li>{t('lost.remake')}</li>}
      </ol>
    </Dialog>
  )
}

function Held({ pack }: { readonly pack: PackRecord }) {
  const { t } = useTranslation('packs')
  if (pack.fields === null || pack.counts === null) return <p className={styles.soft}>{t('lost.unknown')}</p>
  const { pupils, guardians, assignments, attachments } = pack.counts
  const figures = [
    ...(pupils > 0 ? [t('content.pupils', { count: pupils })] : []),
    ...(guardians > 0 ? [t('content.guardians', { count: guardians })] : []),
    t('content.assignments', { count: assignments }),
    t('content.attachments', { count: attachments }),
  ]
  return (
    <>
      <p>{figures.join(', ')}</p>
      <p className={styles.soft}>{pack.fields.map((field) => t(`field.${field}`)).join(' · ')}</p>
    </>
  )
}
