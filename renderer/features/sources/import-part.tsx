import { FileSpreadsheet, LockOpen } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ImportPreview,
  ImportResult,
  ImportPart as Part,
  RosterMapping,
} from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Banner, Button, ButtonLink, Card, EmptyState, TextField, useFormat } from '../../ui/index.ts'
import { ImportColumns } from './import-columns.tsx'
import styles from './import-file.module.css'
import { Reading } from './import-reading.tsx'
import { ImportRows } from './import-rows.tsx'
import { kindLine, totalsLine, usableCount } from './import-words.ts'

export interface ImportPartProps {
  readonly ticket: string
  readonly part: Part
  /** One kind of file alone: its button stays in sight at the bottom. */
  readonly isOnly: boolean
}

/** Files that are read together: what they are, what they would change, and the button that brings them in. */
export function ImportPart({ ticket, part, isOnly }: ImportPartProps) {
  const { t } = useTranslation('sources')
  const [passphrase, setPassphrase] = useState<string | null>(null)
  if (part.kind === null) {
    return (
      <Card title={t('import.unread')}>
        <FileNames names={part.files} />
        <ErrorState error={part.error} />
      </Card>
    )
  }
  if (part.passphraseNeeded && passphrase === null) {
    return <PackPassphrase names={part.files} onOpen={setPassphrase} />
  }
  return (
    <Recognised
      ticket={ticket}
      part={part.part}
      passphrase={passphrase}
      isOnly={isOnly}
      onOtherPassphrase={() => setPassphrase(null)}
    />
  )
}

function FileNames({ names, details = [] }: { readonly names: readonly string[]; readonly details?: string[] }) {
  return (
    <p className={styles.file}>
      <FileSpreadsheet size={17} aria-hidden />
      <strong>{names.join(', ')}</strong>
      {details.length > 0 && <span>{details.join(' · ')}</span>}
    </p>
  )
}

function PackPassphrase(props: { readonly names: readonly string[]; readonly onOpen: (passphrase: string) => void }) {
  const { t } = useTranslation('sources')
  const [typed, setTyped] = useState('')
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (typed !== '') props.onOpen(typed)
  }
  return (
    <Card title={t('import.pack-title')}>
      <FileNames names={props.names} />
      <form className={styles.passphrase} onSubmit={open}>
        <TextField
          label={t('import.pack-passphrase')}
          hint={t('import.pack-hint')}
          type="password"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          maxLength={1000}
          autoFocus
        />
        <Button type="submit" variant="primary" icon={LockOpen} isDisabled={typed === ''}>
          {t('import.pack-open')}
        </Button>
      </form>
    </Card>
  )
}

interface RecognisedProps {
  readonly ticket: string
  readonly part: number
  readonly passphrase: string | null
  readonly isOnly: boolean
  readonly onOtherPassphrase: () => void
}

function Recognised({ ticket, part, passphrase, isOnly, onOtherPassphrase }: RecognisedProps) {
  const [mapping, setMapping] = useState<RosterMapping | null>(null)
  const question = { ticket, part, mapping, passphrase }
  const preview = useChannel('imports.preview', question, { keepPrevious: true })
  const apply = useAction('imports.apply')
  const { data } = preview
  if (apply.data) return <Imported result={apply.data} />
  if (preview.error) {
    const retry = passphrase === null ? () => void preview.refetch() : onOtherPassphrase
    return <ErrorState error={preview.error} shape="page" onRetry={retry} />
  }
  if (data === undefined) return <Reading />
  return (
    <>
      <Summary data={data} onMapping={setMapping} />
      {(data.table !== null || data.rows.length > 0) && <ImportRows preview={data} />}
      {apply.error && <ErrorState error={apply.error} />}
      <Foot
        data={data}
        isSticky={isOnly}
        isPending={apply.isPending}
        isStale={preview.isPlaceholderData}
        onApply={() => apply.mutate({ ...question, mapping: data.table?.mapping ?? null })}
      />
    </>
  )
}

function Summary({
  data,
  onMapping,
}: {
  readonly data: ImportPreview
  readonly onMapping: (m: RosterMapping) => void
}) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { table } = data
  const setAside = Object.entries(data.ignored).map(([why, figure]) =>
    t(`import.ignored-why.${why}`, { figure: format.number(figure), defaultValue: `${why} : ${figure}` }),
  )
  const details = table === null ? [] : [table.encoding, t('import.header-at', { line: table.mapping.headerRow + 1 })]
  return (
    <>
      <Card title={kindLine(t, data)}>
        <FileNames names={data.files} details={details} />
        <p className={styles.totals}>{totalsLine(t, data.totals, format.number)}</p>
        {data.joined > 0 && (
          <p className={styles.ignored}>
            {t('import.joined', { count: data.joined, figure: format.number(data.joined) })}
          </p>
        )}
        {setAside.length > 0 && (
          <p className={styles.ignored}>{t('import.set-aside', { list: setAside.join(', ') })}</p>
        )}
      </Card>
      {data.dropped.length > 0 && (
        <Banner
          tone="info"
          title={t(table === null ? 'import.dropped-fields' : 'import.dropped', {
            count: data.dropped.length,
            columns: data.dropped.join(', '),
          })}
        >
          {t('import.dropped-detail')}
        </Banner>
      )}
      {data.leaving > 0 && (
        <Banner tone="warn" title={t('import.leaving', { count: data.leaving, figure: format.number(data.leaving) })}>
          {t(data.verdict === 'held' ? 'import.held-detail' : 'import.leaving-detail')}
          <details className={styles.folded}>
            <summary>{t('import.leavers')}</summary>
            <ul className={styles.leavers}>
              {data.leavers.map(({ label, className }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two namesakes may leave
                <li key={index}>{className === null ? label : `${label} (${className})`}</li>
              ))}
            </ul>
          </details>
        </Banner>
      )}
      {data.refusal && <ErrorState error={data.refusal} />}
      {table !== null && (
        <ImportColumns
          // The class typed for one sheet is not that of another.
          key={table.mapping.sheet}
          // A table read before needs no look: its columns are one press away.
          isFolded={table.remembered && !data.classNeeded}
          table={table}
          classNeeded={data.classNeeded}
          onChange={onMapping}
        />
      )}
    </>
  )
}

interface FootProps {
  readonly data: ImportPreview
  readonly isSticky: boolean
  readonly isPending: boolean
  /** The figures are of the mapping before the one just chosen. */
  readonly isStale: boolean
  readonly onApply: () => void
}

function Foot({ data, isSticky, isPending, isStale, onApply }: FootProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const usable = usableCount(data)
  const words = { count: usable, figure: format.number(usable) }
  const { doubtful, refused } = data.counts
  const summary = [
    doubtful > 0 ? t('import.doubtful', { count: doubtful }) : null,
    refused > 0 ? t('import.refused', { count: refused }) : null,
  ].filter((part) => part !== null)
  return (
    <div className={isSticky ? styles.foot : styles.partFoot}>
      <p role="status">{data.classNeeded ? t('import.class-needed') : summary.join(' · ')}</p>
      <Button
        variant="primary"
        size="large"
        isPending={isPending}
        isDisabled={data.classNeeded || usable === 0 || isStale || data.verdict === 'refused'}
        onPress={onApply}
      >
        {data.totals.pupils > 0 ? t('import.apply', words) : t('import.apply-items', words)}
      </Button>
    </div>
  )
}

function Imported({ result }: { readonly result: ImportResult }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const kinds = ['new', 'changed', 'unchanged', 'refused'] as const
  return (
    <Card>
      <EmptyState
        icon={FileSpreadsheet}
        title={t('import.done', { name: t(`import.kind.${result.kind}`) })}
        actions={
          <>
            <ButtonLink href={linkTo('sources')}>{t('import.see-sources')}</ButtonLink>
            <ButtonLink variant="primary" href={linkTo('classes')}>
              {t('import.see-classes')}
            </ButtonLink>
          </>
        }
      >
        <p>
          {kinds
            .map((kind) =>
              t(`verdicts:many.${kind}`, { count: result.counts[kind], figure: format.number(result.counts[kind]) }),
            )
            .join(' · ')}
        </p>
        <p className={styles.undo}>
          <strong>{t('import.undo-title')}</strong> {t('import.undo', { source: result.sourceLabel })}
        </p>
      </EmptyState>
    </Card>
  )
}
