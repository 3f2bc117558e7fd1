import { Paperclip, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles, DraftContent, MessagePlan } from '../../../electron/contract/views.ts'
import { packLink } from '../../app/router.ts'
import { call, ErrorState, shapeOf, useDropClaim } from '../../bridge/index.ts'
import { Button, ButtonLink, Checkbox, IconButton, localDay, Select, TextField, useFormat } from '../../ui/index.ts'
import { usesVariable } from './draft-message.ts'
import styles from './reach.module.css'
import { TooBig } from './too-big.tsx'
import { daysOf, periodFrom } from './work-period.ts'

/** As the contract has it. */
const MAX_FILES = 20
const PERIODS = [7, 14] as const
type Period = (typeof PERIODS)[number] | 0 | -1

export interface EnclosuresProps {
  readonly content: DraftContent
  readonly onChange: (part: Partial<DraftContent>) => void
  readonly plan: MessagePlan | undefined
}

/** What goes with the text: documents, the work of a period and its files, each pupil's own pack; and how heavy it gets. */
export function Enclosures({ content, onChange, plan }: EnclosuresProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const { files } = content
  const attach = async (choose: () => Promise<ChosenFiles | null>) => {
    setError(null)
    setBusy(true)
    try {
      const chosen = await choose()
      if (chosen === null) return
      const added = await call('drafts.attach', { ticket: chosen.ticket })
      const known = new Set(files.map(({ sha256 }) => sha256))
      onChange({ files: [...files, ...added.filter(({ sha256 }) => !known.has(sha256))].slice(0, MAX_FILES) })
    } catch (caught) {
      setError(shapeOf(caught))
    } finally {
      setBusy(false)
    }
  }
  useDropClaim({
    title: t('files.dropTitle'),
    detail: t('files.dropDetail'),
    take: (chosen) => void attach(async () => chosen),
  })
  return (
    <section className={styles.enclosures} aria-label={t('files.title')}>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.sha256}>
              <Paperclip size={15} aria-hidden />
              <span className={styles.fileName}>{file.name}</span>
              <span className={styles.soft}>{format.bytes(file.bytes)}</span>
              <IconButton
                icon={X}
                size="small"
                label={t('files.remove', { name: file.name })}
                onPress={() => onChange({ files: files.filter((one) => one !== file), tooBig: null })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.composerBar}>
        <Button
          icon={Paperclip}
          size="small"
          isPending={isBusy}
          isDisabled={files.length >= MAX_FILES}
          onPress={() => attach(() => call('packs.chooseDocuments', undefined))}
        >
          {t('files.add')}
        </Button>
        <span className={styles.soft}>{t('files.hint')}</span>
      </div>
      {error !== null && <ErrorState error={error} />}
      <Work content={content} onChange={onChange} />
      <Packs content={content} onChange={onChange} plan={plan} />
      {plan && plan.size.files.length > 0 && <TooBig content={content} onChange={onChange} size={plan.size} />}
    </section>
  )
}

function Work({ content, onChange }: Pick<EnclosuresProps, 'content' | 'onChange'>) {
  const { t } = useTranslation('reach')
  const { work } = content
  const today = localDay(new Date())
  const [isByDate, setByDate] = useState(false)
  const days = work === null ? 0 : daysOf(work)
  const isPeriod = work !== null && work.from === today && PERIODS.some((one) => one === days)
  const value: Period = work === null ? 0 : isPeriod && !isByDate ? (days as Period) : -1
  const setWork = (period: Period) => {
    setByDate(period === -1)
    if (period === 0) return onChange({ work: null })
    onChange({ work: periodFrom(today, period === -1 ? 7 : period, work?.files ?? false) })
  }
  const isDated = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
  return (
    <div className={styles.work}>
      <Select<Period>
        label={t('work.label')}
        size="small"
        options={[
          { id: 0, label: t('work.none') },
          ...PERIODS.map((id) => ({ id, label: t('work.days', { count: id }) })),
          { id: -1, label: t('work.dates') },
        ]}
        value={value}
        onChange={setWork}
      />
      {work !== null && value === -1 && (
        <div className={styles.dates}>
          <TextField
            label={t('work.from')}
            type="date"
            value={work.from}
            onChange={(from) => isDated(from) && onChange({ work: { ...work, from } })}
          />
          <TextField
            label={t('work.to')}
            type="date"
            value={work.to}
            onChange={(to) => isDated(to) && onChange({ work: { ...work, to } })}
          />
        </div>
      )}
      {work !== null && (
        <>
          <Checkbox isSelected={work.files} onChange={(files) => onChange({ work: { ...work, files }, tooBig: null })}>
            {t('work.files')}
          </Checkbox>
          {!usesVariable(content, 'work') && <p className={styles.soft}>{t('work.insert')}</p>}
        </>
      )}
    </div>
  )
}

function Packs({ content, onChange, plan }: EnclosuresProps) {
  const { t } = useTranslation('reach')
  const missing = plan?.size.withoutPack ?? []
  return (
    <div className={styles.work}>
      <Checkbox
        isSelected={content.packs !== null}
        onChange={(isOn) => onChange({ packs: isOn ? 'individual' : null, tooBig: null })}
      >
        {t('packs.own')}
      </Checkbox>
      {content.packs !== null && (
        <p className={missing.length > 0 ? styles.unknown : styles.soft}>
          {missing.length > 0 ? t('packs.missing', { count: missing.length, name: missing[0] }) : t('packs.hint')}{' '}
          {missing.length > 0 && (
            <ButtonLink size="small" href={packLink(content.classIds[0])}>
              {t('packs.make')}
            </ButtonLink>
          )}
        </p>
      )}
    </div>
  )
}
