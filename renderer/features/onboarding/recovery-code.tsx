import { useTranslation } from 'react-i18next'
import { PrintPortal, useFormat } from '../../ui/index.ts'
import styles from './recovery-code.module.css'

/** The code in numbered groups, on screen and, when the window is printed, alone on paper. */
export function RecoveryCode({ code }: { readonly code: string }) {
  const { t } = useTranslation('onboarding')
  const format = useFormat()
  const grid = (
    <ol className={styles.code} aria-label={t('code.label')}>
      {code
        .split(/[\s-]+/)
        .filter(Boolean)
        .map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group may come twice and the order never changes
          <li key={index}>
            <span className={styles.rank}>{index + 1}</span>
            {part}
          </li>
        ))}
    </ol>
  )
  return (
    <>
      {grid}
      <PrintPortal>
        <div className={styles.paper}>
          <h1>{t('code.paper-title')}</h1>
          <p>{t('code.paper-lead', { date: format.date(format.now.toISOString()) })}</p>
          {grid}
          <p>{t('code.paper-use')}</p>
        </div>
      </PrintPortal>
    </>
  )
}
