import { FileWarning, type LucideIcon, Package, Paperclip, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { linkTo, type ScreenName } from '../../app/router.ts'
import { Badge, type Tone, useFormat } from '../../ui/index.ts'
import styles from './standing.module.css'

interface Item {
  readonly id: string
  readonly screen: ScreenName
  readonly icon: LucideIcon
  readonly title: string
  readonly figure: string
  readonly state: { readonly tone: Tone; readonly words: string }
}

/** What is ready and what still waits: messages, documents, packs. */
export function Standing({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { outbox, attachments, packsWritten } = today
  const items: readonly Item[] = [
    {
      id: 'outbox',
      screen: 'outbox',
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
      id: 'attachments',
      screen: 'assignments',
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
      screen: 'packs',
      icon: Package,
      title: t('standing.packs'),
      figure: t('standing.written', { count: packsWritten, figure: format.number(packsWritten) }),
      state:
        packsWritten > 0
          ? { tone: 'ok', words: t('standing.ready') }
          : { tone: 'neutral', words: t('standing.no-pack') },
    },
  ]
  return (
    <section aria-label={t('standing.title')}>
      <ul className={styles.list}>
        {items.map(({ id, screen, icon: Icon, title, figure, state }) => (
          <li key={id}>
            <a href={linkTo(screen)} className={styles.item}>
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
