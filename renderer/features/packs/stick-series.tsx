import { Flag, Printer, SkipForward, Usb } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DriveView } from '../../../electron/contract/views.ts'
import { ErrorState, useErrorSentence } from '../../bridge/index.ts'
import { Badge, Banner, Button, Card, Checkbox, ConfirmDialog, EmptyState, useFormat } from '../../ui/index.ts'
import { PackProgress } from './pack-progress.tsx'
import styles from './packs.module.css'
import { PassphraseCard } from './passphrase-card.tsx'
import { isOver, nextPupil, type Series, type Stick, stickOf, written } from './series.ts'
import { Slips } from './slips.tsx'
import { useDrives } from './use-drives.ts'
import type { SeriesRun } from './use-series.ts'

/** One stick after another: whose turn it is, which stick to plug in, what each became. */
export function StickSeries({ run }: { readonly run: SeriesRun }) {
  const { t } = useTranslation('packs')
  const [isLeaving, setLeaving] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { running, task } = run
  if (running === null) return null
  const { series, facts, now } = running
  const done = written(series)
  const pupil = nextPupil(series)
  const count =
    series.total === null ? t('series.count', { count: done }) : t('series.of', { done, total: series.total })
  const hasPhrases = series.sticks.some(({ passphrase }) => passphrase !== null)
  const slips = series.sticks.flatMap((stick) =>
    stick.pupil === null || stick.packId === null
      ? []
      : [{ key: stick.packId, name: stick.pupil.name, passphrase: stick.passphrase }],
  )
  const shared = series.waiting === null && facts.protection === 'generated' ? series.passphrase : null
  return (
    <div className={styles.result}>
      <header className={styles.resultHead}>
        <Usb size={26} aria-hidden className={styles.resultIcon} />
        <h2 ref={title} tabIndex={-1} className={styles.resultTitle}>
          {t('series.title', { name: facts.className })}
        </h2>
        <p role="status" className={styles.count}>
          {count}
        </p>
        <div className={styles.resultActions}>
          <Button icon={Flag} isDisabled={now !== null} onPress={() => (hasPhrases ? setLeaving(true) : run.end())}>
            {t('series.end')}
          </Button>
        </div>
      </header>
      {now ? (
        <PackProgress
          title={
            now.pupil
              ? t('series.writingFor', { name: now.pupil.name, drive: now.drive.name })
              : t('series.writing', { drive: now.drive.name })
          }
          task={task}
          unit="files"
          onCancel={run.cancel}
        />
      ) : isOver(series) ? (
        <Banner tone="ok" title={t('series.over', { count: done })} live="status" />
      ) : (
        <NextStick series={series} run={run} pupilName={pupil?.name ?? null} />
      )}
      {shared !== null && <PassphraseCard passphrase={shared} fileName={facts.className} form={facts.form} />}
      {slips.length > 0 && hasPhrases && (
        <>
          <Banner
            tone="warn"
            title={t('result.setOnce')}
            actions={
              <Button size="small" icon={Printer} onPress={() => window.print()}>
                {t('result.setPrint')}
              </Button>
            }
          />
          <Slips slips={slips} form={facts.form} />
        </>
      )}
      {series.sticks.length > 0 && <SticksTable series={series} />}
      <ConfirmDialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        title={t('leave.set')}
        confirmLabel={t('leave.confirm')}
        cancelLabel={t('leave.cancel')}
        onConfirm={() => {
          run.end()
          return undefined
        }}
      >
        <p>{t('leave.setText')}</p>
      </ConfirmDialog>
    </div>
  )
}

/** Waits for a stick, then writes to it at a press, or by itself when the teacher asked for it. */
function NextStick({
  series,
  run,
  pupilName,
}: {
  readonly series: Series
  readonly run: SeriesRun
  readonly pupilName: string | null
}) {
  const { t } = useTranslation('packs')
  const { drives = [], error } = useDrives()
  const sentence = useErrorSentence()
  const [byItself, setByItself] = useState(false)
  const last = series.sticks.at(-1)
  const fresh = drives.filter((drive) => !drive.readOnly && stickOf(series, drive.id) === null)
  const isLastStill = last !== undefined && drives.some(({ id }) => id === last.driveId)
  const [first] = fresh
  const { write } = run
  const hasFailed = last?.state === 'failed' || run.error !== null
  useEffect(() => {
    // After a failure a person looks first.
    if (byItself && first !== undefined && fresh.length === 1 && !hasFailed) void write(first)
  }, [byItself, first, fresh.length, hasFailed, write])
  return (
    <Card title={pupilName === null ? t('series.next') : t('series.nextFor', { name: pupilName })}>
      {last && <LastStick stick={last} isStill={isLastStill} />}
      {run.error && <ErrorState error={run.error} />}
      {error !== null && <Banner tone="warn" title={sentence(error).what} />}
      {fresh.length === 0 ? (
        <EmptyState icon={Usb} size="small" level={3} title={t('series.plug')}>
          {t('series.plugText')}
        </EmptyState>
      ) : (
        <ul className={styles.sticks} aria-label={t('drive.label')}>
          {fresh.map((drive, index) => (
            <li key={drive.id}>
              <ReadyStick drive={drive} isFirst={index === 0} onWrite={() => void run.write(drive)} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buildingFoot}>
        <Checkbox isSelected={byItself} onChange={setByItself}>
          {t('series.byItself')}
        </Checkbox>
        {series.waiting !== null && series.waiting.length > 1 && (
          <Button icon={SkipForward} onPress={run.skip}>
            {t('series.skip')}
          </Button>
        )}
      </div>
    </Card>
  )
}

function ReadyStick(props: { readonly drive: DriveView; readonly isFirst: boolean; readonly onWrite: () => void }) {
  const { drive, isFirst, onWrite } = props
  const { t } = useTranslation('packs')
  const format = useFormat()
  const detail =
    drive.freeBytes === null
      ? drive.fileSystem
      : t('drive.free', { system: drive.fileSystem, free: format.bytes(drive.freeBytes) })
  return (
    <>
      <span className={styles.stickName}>{drive.name}</span> <span className={styles.soft}>{detail}</span>
      <Button variant={isFirst ? 'primary' : 'secondary'} icon={Usb} autoFocus={isFirst} onPress={onWrite}>
        {t('series.write', { name: drive.name })}
      </Button>
    </>
  )
}

/** Of the stick just written: it can be taken out, or why it was not let go. */
function LastStick({ stick, isStill }: { readonly stick: Stick; readonly isStill: boolean }) {
  const { t } = useTranslation('packs')
  const sentence = useErrorSentence()
  if (stick.state === 'failed') {
    return stick.error?.code === 'cancelled' ? (
      <Banner tone="info" title={t('cancelled.title')} live="status" />
    ) : (
      <ErrorState error={stick.error} />
    )
  }
  if (stick.eject === 'ejected' || !isStill)
    return <Banner tone="ok" title={t('eject.done', { name: stick.driveName })} live="status" />
  if (stick.eject === 'pending') return <Banner tone="info" title={t('eject.pending', { name: stick.driveName })} />
  const { what, todo } = sentence(stick.eject)
  return (
    <Banner tone="warn" title={what} live="status">
      {todo}
    </Banner>
  )
}

function SticksTable({ series }: { readonly series: Series }) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const sentence = useErrorSentence()
  const hasPupils = series.waiting !== null
  return (
    <table className={styles.setTable}>
      <thead>
        <tr>
          <th scope="col">{t('series.column.stick')}</th>
          {hasPupils && <th scope="col">{t('series.column.pupil')}</th>}
          <th scope="col">{t('series.column.state')}</th>
          <th scope="col">{t('series.column.size')}</th>
          {hasPupils && <th scope="col">{t('result.setColumn.phrase')}</th>}
        </tr>
      </thead>
      <tbody>
        {series.sticks.map((stick, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of sticks never changes, and one may come twice
          <tr key={index}>
            <th scope="row">{stick.driveName}</th>
            {hasPupils && <td>{stick.pupil?.name}</td>}
            <td>
              <Badge tone={stick.state === 'done' ? 'ok' : 'danger'} plain>
                {stick.state === 'done' ? t('series.done') : sentence(stick.error).what}
              </Badge>
            </td>
            <td>{stick.state === 'done' ? format.bytes(stick.bytes) : ''}</td>
            {hasPupils && (
              <td translate="no" className={styles.setPhrase}>
                {stick.passphrase}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
