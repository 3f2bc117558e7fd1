import { MailOpen, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../electron/contract/views.ts'
import { useAction, useErrorSentence } from '../../bridge/index.ts'
import { Button, showToast } from '../../ui/index.ts'
import { canMarkByHand } from './delivery-states.ts'

/** Several rows told by telephone or sent by post at once; rows for which that cannot be are left as they are. */
export function LedgerActions({
  chosen,
  onDone,
}: {
  readonly chosen: readonly Delivery[]
  readonly onDone: () => void
}) {
  const { t } = useTranslation('outbox')
  const sentence = useErrorSentence()
  const mark = useAction('messages.markByHand')
  const possible = chosen.filter(({ state }) => canMarkByHand(state))
  const markAs = async (way: 'phoned' | 'posted') => {
    let done = 0
    try {
      for (const { id } of possible) {
        await mark.mutateAsync({ deliveryId: id, way })
        done += 1
      }
      showToast({ tone: 'ok', title: t('byHand.done', { count: done }) })
      onDone()
    } catch (caught) {
      const { what, todo } = sentence(caught)
      showToast({ tone: 'danger', title: what, detail: `${t('byHand.done', { count: done })}. ${todo}` })
    }
  }
  if (possible.length === 0) return null
  return (
    <>
      <Button size="small" icon={Phone} onPress={() => void markAs('phoned')} isDisabled={mark.isPending}>
        {t('byHand.phoned')}
      </Button>
      <Button size="small" icon={MailOpen} onPress={() => void markAs('posted')} isDisabled={mark.isPending}>
        {t('byHand.posted')}
      </Button>
    </>
  )
}
