import { CloudCheck, FileText, PartyPopper } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Handover, HandoverItem } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, ConfirmDialog, Progress, showToast, useFormat } from '../../ui/index.ts'
import styles from './hand-over.module.css'
import { HandOverItem } from './hand-over-item.tsx'
import { ReportDialog } from './report-dialog.tsx'

const keyOf = ({ kind, id }: HandoverItem) => `${kind} ${id}`

/** On Today once the ENT answers again: what was done without it, to be put back line by line. */
export function HandOver({ handover }: { readonly handover: Handover }) {
  const { t } = useTranslation('resume')
  const format = useFormat()
  const close = useCloseHandover()
  const [isAsking, setAsking] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const { items, beganAt, endedAt, downMs, platforms, families } = handover
  const waiting = items.filter(({ carriedAt }) => carriedAt === null)
  // What is ticked now stays where it is, under the eye and the focus; what was ticked before is folded away.
  const [before] = useState(() => new Set(items.filter(({ carriedAt }) => carriedAt !== null).map(keyOf)))
  const isFolded = (item: HandoverItem) => item.carriedAt !== null && before.has(keyOf(item))
  const folded = items.filter(isFolded)
  const carried = items.length - waiting.length
  const names = [...new Set(platforms.map(({ platform }) => platform))].join(', ')
  const finish = () => (waiting.length === 0 ? void close.run() : setAsking(true))
  return (
    <section className={styles.section} aria-labelledby="hand-over">
      <header className={styles.header}>
        <span className={styles.disc} aria-hidden>
          <CloudCheck size={24} />
        </span>
        <div className={styles.titles}>
          <h2 id="hand-over" className={styles.title}>
            {items.length === 0 ? t('title-nothing') : waiting.length === 0 ? t('title-done') : t('title')}
          </h2>
          <p className={styles.facts}>
            {[
              names,
              beganAt && endedAt
                ? t('period', {
                    from: format.since(beganAt),
                    to: format.since(endedAt),
                    length: format.duration(downMs),
                  })
                : null,
            ]
              .filter((fact) => fact !== null && fact !== '')
              .join(' · ')}
          </p>
        </div>
        {items.length > 0 && (
          <div className={styles.progress}>
            <Progress
              label={t('carried', { count: carried, total: items.length })}
              done={carried}
              total={items.length}
            />
          </div>
        )}
      </header>
      {waiting.length > 0 && <p className={styles.lead}>{t('lead')}</p>}
      <List items={items.filter((item) => !isFolded(item))} label={t('waiting')} />
      {folded.length > 0 && <DoneList items={folded} />}
      {items.length > 0 && waiting.length === 0 && (
        <p className={styles.allDone}>
          <PartyPopper size={18} aria-hidden />
          {t('all-done')}
        </p>
      )}
      <footer className={styles.footer}>
        <p className={styles.families}>
          {families.total > 0
            ? [
                t('families', { count: families.total, figure: format.number(families.total) }),
                t('by-mail', { count: families.byMail }),
                families.byPhone > 0 ? t('by-phone', { count: families.byPhone }) : null,
                families.byPost > 0 ? t('by-post', { count: families.byPost }) : null,
                families.waiting > 0 ? t('on-the-way', { count: families.waiting }) : null,
                t('not-reached', { count: families.none }),
              ]
                .filter((part) => part !== null)
                .join(' · ')
            : t('nobody-written')}
        </p>
        <div className={styles.actions}>
          <Button icon={FileText} onPress={() => setReporting(true)}>
            {t('report')}
          </Button>
          <Button variant={waiting.length === 0 ? 'primary' : 'secondary'} onPress={finish} isPending={close.isPending}>
            {items.length === 0 ? t('seen') : t('close')}
          </Button>
        </div>
      </footer>
      {close.error && <ErrorState error={close.error} />}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('ask.title', { count: waiting.length })}
        confirmLabel={t('ask.confirm')}
        onConfirm={close.run}
      >
        <p>{t('ask.detail')}</p>
      </ConfirmDialog>
      <ReportDialog isOpen={isReporting} onClose={() => setReporting(false)} unreached={handover.unreached.length} />
    </section>
  )
}

function List({ items, label }: { readonly items: readonly HandoverItem[]; readonly label: string }) {
  if (items.length === 0) return null
  const next = items.find(({ carriedAt }) => carriedAt === null)
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => (
        <HandOverItem key={keyOf(item)} item={item} isNext={item === next} />
      ))}
    </ul>
  )
}

/** What is carried back folds away, and can be taken back. */
function DoneList({ items }: { readonly items: readonly HandoverItem[] }) {
  const { t } = useTranslation('resume')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.done}>
      <Button size="small" variant="quiet" onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        {isOpen ? t('hide-done') : t('show-done', { count: items.length })}
      </Button>
      {isOpen && <List items={items} label={t('done')} />}
    </div>
  )
}

function useCloseHandover() {
  const { t } = useTranslation('resume')
  const close = useAction('resume.close')
  const reopen = useAction('resume.reopen')
  const run = async () => {
    const { id } = await close.mutateAsync(undefined)
    showToast({
      tone: 'ok',
      title: t('closed'),
      detail: t('closed-detail'),
      action: { label: t('undo'), isUndo: true, run: () => reopen.mutate({ id }) },
    })
  }
  return { run, isPending: close.isPending, error: close.error ?? reopen.error }
}
