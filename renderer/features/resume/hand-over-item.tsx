import { ContactRound, Inbox, type LucideIcon, Mail, NotebookPen, Package, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HandoverItem, HandoverKind } from '../../../electron/contract/views.ts'
import { useAction } from '../../bridge/index.ts'
import { Checkbox, cx, showToast, useFormat } from '../../ui/index.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './hand-over.module.css'

const ICONS: Record<HandoverKind, LucideIcon> = {
  assignment: NotebookPen,
  message: Mail,
  calls: Phone,
  pack: Package,
  contact: ContactRound,
  'handed-in': Inbox,
}

/** One thing to put back: what it is, its parts to copy, and the tick once it is there. `isNext`: the one to do now. */
export function HandOverItem({ item, isNext }: { readonly item: HandoverItem; readonly isNext: boolean }) {
  const { t } = useTranslation('resume')
  const format = useFormat()
  const mark = useAction('resume.mark')
  const { kind, id, title, className, at, dueOn, copy, carriedAt } = item
  const Icon = ICONS[kind]
  const isCarried = carriedAt !== null
  const set = (carried: boolean) =>
    mark.mutate(
      { items: [{ kind, id }], carried },
      { onError: () => showToast({ tone: 'danger', title: t('mark-failed', { title }) }) },
    )
  const all = kind === 'assignment' ? t('copy-all') : t('copy')
  // The word on the button, then of what: two lines may have one title.
  const nameOf = (action: string) => t('copy-of', { action, what: t(`kind.${kind}`), title })
  const facts = [
    className,
    dueOn === null ? null : t('due', { day: format.nearDay(dueOn) }),
    figure(item, t),
    at === null ? null : format.since(at),
  ].filter((fact) => fact !== null && fact !== '')
  return (
    <li className={cx(styles.item, isCarried && styles.carried)}>
      <Checkbox isSelected={isCarried} onChange={set} aria-label={t('carry', { what: t(`kind.${kind}`), title })}>
        <span aria-hidden />
      </Checkbox>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.what}>
          <span className={styles.kind}>{t(`kind.${kind}`)}</span>
          <span className={styles.itemTitle}>{title}</span>
        </p>
        <p className={styles.detail}>
          {isCarried ? t('carried-at', { at: format.since(carriedAt) }) : facts.join(' · ')}
        </p>
      </div>
      {!isCarried && (
        <div className={styles.copies}>
          {kind === 'assignment' && (
            <>
              <CopyButton text={copy.title} label={nameOf(t('copy-title'))}>
                {t('copy-title')}
              </CopyButton>
              {copy.due !== null && (
                <CopyButton text={copy.due} label={nameOf(t('copy-due'))}>
                  {t('copy-due')}
                </CopyButton>
              )}
              <CopyButton text={copy.text.text} html={copy.text.html} label={nameOf(t('copy-text'))}>
                {t('copy-text')}
              </CopyButton>
            </>
          )}
          <CopyButton
            variant={isNext ? 'primary' : 'secondary'}
            text={copy.whole.text}
            html={copy.whole.html}
            label={nameOf(all)}
          >
            {all}
          </CopyButton>
        </div>
      )}
    </li>
  )
}

type Translate = ReturnType<typeof useTranslation<'resume'>>['t']

function figure({ kind, done, total, copy }: HandoverItem, t: Translate): string | null {
  switch (kind) {
    case 'message':
      return t('figure.message', { count: total, done })
    case 'calls':
      return t('figure.calls', { count: total, done })
    case 'pack':
      return `${t('figure.assignments', { count: done })}, ${t('figure.documents', { count: total })}`
    case 'handed-in':
      return t('figure.handed-in', { count: total })
    case 'contact':
      // Under whose it is, what was typed.
      return copy.text.text.split('\n')[1] ?? null
    case 'assignment':
      return null
  }
}
