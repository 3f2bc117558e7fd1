import { useTranslation } from 'react-i18next'
import type { ReplyKind } from '../../../electron/contract/views.ts'
import { Badge, type Tone } from '../../ui/index.ts'

const TONES: Record<ReplyKind, Tone> = { answer: 'ok', 'auto-reply': 'info', late: 'warn', bounce: 'danger' }

export function ReplyBadge({ kind }: { readonly kind: ReplyKind }) {
  const { t } = useTranslation('replies')
  return <Badge tone={TONES[kind]}>{t(`kind.${kind}`)}</Badge>
}
