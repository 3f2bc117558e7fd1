import {
  ClipboardCheck,
  FileWarning,
  type LucideIcon,
  NotebookPen,
  Package,
  Paperclip,
  Reply,
  Send,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { Badge, type Tone, useFormat } from '../../ui/index.ts'
import styles from './standing.module.css'

interface Item {
  readonly id: string
  readonly href: string
  readonly icon: LucideIcon
  readonly title: string
  readonly figure: string
  readonly state: { readonly tone: Tone; readonly words: string }
}

/** Two school months: classes, addresses and habits have changed since. */
const OLD_DRILL_MS = 60 * 24 * 60 * 60 * 1000

/** What is ready and what still waits: messages, answers, work to carry back, documents, packs, practice. */
export function Standing({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { outbox, attachments, packsWritten, answers, toCarryOver, lastDrillAt } = today
  const drillIsOld = lastDrillAt !== null && format.now.getTime() - Date.parse(lastDrillAt) > OLD_DRILL_MS
  const items: readonly Item[] = [
    {
      id: 'outbox',
      href: linkTo('outbox'),
      icon: Send,
      title: t('standing.outbox'),
      figure: t('standing.sent', { count: outbox.accepted, figure: format.number(outbox.accepted) }),
      state:
        outbox.needsAttention > 0
          ? { tone: 'danger', words: t('standing.attention', { count: outbox.needsAttention }) }
          : outbox.waiting > 0
            ? { tone: 'info', words: t('standing.waiting', { count: outbox.waiting }) }
            : { tone: 'ok', words: t('standing.nothing-waits') },
    },
    {
      id: 'answers',
      href: linkTo('outbox'),
      icon: Reply,
      title: t('standing.answers'),
      figure: t('standing.answers-detail'),
      state:
        answers.unread > 0
          ? { tone: 'info', words: t('standing.unread', { count: answers.unread }) }
          : { tone: 'ok', words: t('standing.all-read') },
    },
    {
      id: 'carry-over',
      href: linkTo('assignments'),
      icon: NotebookPen,
      title: t('standing.carry-over'),
      figure: t('standing.carry-over-detail'),
      state:
        toCarryOver > 0
          ? { tone: 'info', words: t('standing.to-carry', { count: toCarryOver }) }
          : { tone: 'ok', words: t('standing.nothing-to-carry') },
    },
    {
      id: 'attachments',
      href: linkTo('assignments'),
      icon: attachments.missing > 0 ? FileWarning : Paperclip,
      title: t('standing.files'),
      figure: t('standing.here', { count: attachments.here, figure: format.number(attachments.here) }),
      state:
        attachments.missing > 0
          ? {
              tone: 'warn',
              words: t('standing.missing', { count: attachments.missing, figure: format.number(attachments.missing) }),
            }
          : { tone: 'ok', words: t('standing.all-here') },
    },
    {
      id: 'packs',
      href: linkTo('packs'),
      icon: Package,
      title: t('standing.packs'),
      figure: t('standing.written', { count: packsWritten, figure: format.number(packsWritten) }),
      state:
        packsWritten > 0
          ? { tone: 'ok', words: t('standing.ready') }
          : { tone: 'neutral', words: t('standing.no-pack') },
    },
    {
      id: 'drill',
      href: linkTo('drill'),
      icon: ClipboardCheck,
      title: t('standing.drill'),
      figure:
        lastDrillAt === null ? t('standing.drill-never') : t('standing.drill-last', { age: format.age(lastDrillAt) }),
      state:
        lastDrillAt === null || drillIsOld
          ? { tone: 'neutral', words: t('standing.drill-do') }
          : { tone: 'ok', words: t('standing.drill-done') },
    },
  ]
  return (
    <section aria-label={t('standing.title')}>
      <ul className={styles.list}>
        {items.map(({ id, href, icon: Icon, title, figure, state }) => (
          <li key={id}>
            <a href={href} className={styles.item}>
              <Icon size={20} aria-hidden className={styles.icon} />
              <span className={styles.words}>
                <span className={styles.title}>{title}</span>
                <span className={styles.figure}>{figure}</span>
              </span>
              <Badge tone={state.tone}>{state.words}</Badge>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
