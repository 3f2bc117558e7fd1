import { CheckCheck, FileText, Mail, MessageSquareText, ShieldAlert, Trash2, Undo2, Usb } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedIn } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, IconButton, showToast, useFormat } from '../../ui/index.ts'
import styles from './handed-in.module.css'

const ORIGIN_ICON = { form: FileText, file: Usb, mail: Mail } as const

/** Files with what is known of them and what can be done. `nameOf` says whose each is, where several pupils' are shown. */
export function ItemList<T extends HandedIn>(props: {
  readonly items: readonly T[]
  readonly label: string
  readonly nameOf?: (item: T) => string
}) {
  const { items, label, nameOf } = props
  const { t } = useTranslation('handed-in')
  const mark = useAction('handedIn.mark')
  const remove = useAction('handedIn.remove')
  const takeOut = async (item: HandedIn) => {
    await remove.mutateAsync({ ids: [item.id], removed: true })
    showToast({
      tone: 'ok',
      title: t('removed', { name: item.name }),
      action: {
        label: t('undo'),
        isUndo: true,
        run: () => void remove.mutateAsync({ ids: [item.id], removed: false }).catch(() => {}),
      },
    })
  }
  return (
    <>
      {(mark.error ?? remove.error) && <ErrorState error={mark.error ?? remove.error} />}
      <ul className={styles.items} aria-label={label}>
        {items.map((item) => (
          <li key={item.id} className={styles.item}>
            <Facts item={item} who={nameOf?.(item)} />
            <div className={styles.itemActions}>
              <Button
                size="small"
                variant="quiet"
                icon={item.corrected ? Undo2 : CheckCheck}
                aria-label={t(item.corrected ? 'uncorrectNamed' : 'correctNamed', { name: item.name })}
                onPress={() => mark.mutate({ ids: [item.id], corrected: !item.corrected })}
              >
                {t(item.corrected ? 'uncorrect' : 'correct')}
              </Button>
              <IconButton
                icon={Trash2}
                size="small"
                label={t('remove', { name: item.name })}
                onPress={() => void takeOut(item).catch(() => {})}
              />
            </div>
            {item.isAnswer && <Answer id={item.id} />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Name, size, day, origin and warnings of one file. */
export function Facts({ item, who }: { readonly item: HandedIn; readonly who?: string | undefined }) {
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const Icon = item.isAnswer ? MessageSquareText : ORIGIN_ICON[item.origin]
  return (
    <div className={styles.itemText}>
      <Icon size={18} aria-hidden className={styles.itemIcon} />
      <div className={styles.itemWords}>
        {who && <p className={styles.who}>{who}</p>}
        <p className={styles.fileName}>{item.isAnswer ? t('answer') : item.name}</p>
        <p className={styles.facts}>
          <span>{t(`origin.${item.origin}`)}</span>
          <span>{format.dateTime(item.givenAt)}</span>
          <span>{format.bytes(item.bytes)}</span>
        </p>
        <p className={styles.badges}>
          {item.late && <Badge tone="warn">{t('state.late')}</Badge>}
          {item.corrected && (
            <Badge tone="ok" icon={CheckCheck}>
              {t('state.corrected-given')}
            </Badge>
          )}
          {item.risk && (
            <Badge tone="danger" icon={ShieldAlert}>
              {t(`risk.${item.risk}`)}
            </Badge>
          )}
        </p>
      </div>
    </div>
  )
}

/** The answer typed in a form, as plain text: nothing in it is a link, nothing is fetched. */
function Answer({ id }: { readonly id: number }) {
  const { t } = useTranslation('handed-in')
  const [isOpen, setOpen] = useState(false)
  const answer = useChannel('handedIn.answer', { id }, { enabled: isOpen })
  return (
    <div className={styles.answer}>
      <Button size="small" icon={MessageSquareText} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {t(isOpen ? 'hideAnswer' : 'readAnswer')}
      </Button>
      {isOpen && answer.error && <ErrorState error={answer.error} />}
      {isOpen && answer.data && <p className={styles.answerText}>{answer.data.text}</p>}
    </div>
  )
}
