import { MailX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '../../../electron/contract/views.ts'
import { EmptyState } from '../../ui/index.ts'
import styles from './drill.module.css'

/** What the first family would have read. */
export function PreviewStep({ rehearsal: { message } }: { readonly rehearsal: Rehearsal }) {
  const { t } = useTranslation('drill')
  if (message === null) {
    return (
      <EmptyState icon={MailX} title={t('step.preview.none')} size="small" level={3}>
        {t('step.preview.none-detail')}
      </EmptyState>
    )
  }
  return (
    <>
      <p className={styles.question}>{t('step.preview.question')}</p>
      <article className={styles.mail}>
        <dl className={styles.mailHead}>
          <dt>{t('step.preview.to')}</dt>
          <dd>{message.to}</dd>
          <dt>{t('step.preview.subject')}</dt>
          <dd className={styles.subject}>{message.subject}</dd>
        </dl>
        <p className={styles.mailBody}>{message.body}</p>
      </article>
    </>
  )
}
