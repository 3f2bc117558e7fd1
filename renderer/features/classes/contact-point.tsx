import { Check, Copy, Mail, Phone, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactPointView } from '../../../electron/contract/views.ts'
import { call, useAction, useErrorSentence } from '../../bridge/index.ts'
import { Badge, IconButton, showToast } from '../../ui/index.ts'
import styles from './contact-point.module.css'
import { formatPhone } from './format-phone.ts'

/** How long the tick stays in place of the copy icon. */
const COPIED_MS = 2000

/** One way to reach someone, with what is known of it, and a button that copies it. */
export function ContactPoint({ point, personId }: { readonly point: ContactPointView; readonly personId: number }) {
  const { t } = useTranslation('classes')
  const [copied, setCopied] = useState(false)
  const remove = useAction('people.removeContact')
  const sentence = useErrorSentence()
  const failed = (error: unknown) => showToast({ tone: 'danger', title: sentence(error).what })
  const putBack = () => void call('people.addContact', { personId, kind: point.kind, value: point.value }).catch(failed)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = point.kind === 'email' ? Mail : Phone
  const shown = point.kind === 'phone' ? formatPhone(point.value) : point.value
  const copy = async () => {
    await navigator.clipboard.writeText(shown.replaceAll('\u00a0', ' '))
    setCopied(true)
  }
  return (
    <li className={styles.point}>
      <Icon size={15} aria-hidden className={styles.icon} />
      <span className={styles.body}>
        <span className={point.kind === 'phone' ? styles.phone : styles.email}>{shown}</span>
        {point.typed && <span className={styles.label}>{t('contact.typed')}</span>}
        {point.label && <span className={styles.label}>{point.label}</span>}
        {point.bounced ? (
          <Badge tone="danger" plain>
            {t('pupil.bounced')}
          </Badge>
        ) : (
          point.verified && (
            <Badge tone="ok" plain>
              {t('pupil.verified')}
            </Badge>
          )
        )}
      </span>
      <span>
        <IconButton
          icon={copied ? Check : Copy}
          label={t('pupil.copyValue', { value: shown })}
          size="small"
          onPress={copy}
        />
        {point.typed && (
          <IconButton
            icon={Trash2}
            label={t('contact.remove', { value: shown })}
            size="small"
            isDisabled={remove.isPending}
            onPress={() =>
              remove.mutate(
                { contactId: point.id },
                {
                  onSuccess: () =>
                    showToast({
                      tone: 'ok',
                      title: t('contact.removed'),
                      action: { label: t('contact.undo'), isUndo: true, run: putBack },
                    }),
                  onError: failed,
                },
              )
            }
          />
        )}
      </span>
      <span role="status" className="visually-hidden">
        {copied ? t('pupil.copied') : ''}
      </span>
    </li>
  )
}
