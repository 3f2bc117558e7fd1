import { FileWarning, NotebookText, Paperclip, Usb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '../../../electron/contract/views.ts'
import { assignmentLink } from '../../app/router.ts'
import { Badge, EmptyState, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'

/** What there would be to give, and on what. */
export function WhatStep({ rehearsal: { work, pack, sticks } }: { readonly rehearsal: Rehearsal }) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  return (
    <>
      <p className={styles.question}>{t('step.what.question')}</p>
      {work.length === 0 ? (
        <EmptyState icon={NotebookText} title={t('step.what.none')} size="small" level={3}>
          {t('step.what.none-detail')}
        </EmptyState>
      ) : (
        <ul className={styles.names}>
          {work.map(({ id, title, dueOn, missing }) => (
            <li key={id}>
              <a href={assignmentLink(id)}>{title}</a>
              <span className={styles.soft}>{dueOn === null ? '' : format.nearDay(dueOn)}</span>
              {missing > 0 && (
                <Badge tone="warn" plain icon={FileWarning}>
                  {t('documents-missing', { count: missing })}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.facts}>
        <li>
          <Paperclip size={16} aria-hidden />
          {`${t('step.what.pack', { count: pack.assignments })}, ${t('step.what.documents', {
            count: pack.documents,
            size: format.bytes(pack.bytes),
          })}`}
        </li>
        {sticks !== null && (
          <li>
            <Usb size={16} aria-hidden />
            {sticks.length === 0 ? t('step.what.no-stick') : t('step.what.sticks', { names: sticks.join(', ') })}
          </li>
        )}
      </ul>
    </>
  )
}
