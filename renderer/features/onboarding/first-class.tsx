import { Clock, Mail } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ButtonLink, Card, Page, PageHeader } from '../../ui/index.ts'
import { type SchoolSystem, SHORTEST } from './school-systems.ts'
import styles from './start.module.css'

const STEPS = ['one', 'two', 'three'] as const

/** From nothing to a first class on one system: three gestures, then the rest. */
export function FirstClass({ system }: { readonly system: SchoolSystem }) {
  const { t } = useTranslation('start')
  const { way, href, others } = SHORTEST[system]
  return (
    <Page width="reading">
      <PageHeader
        title={t('first.title', { name: t(`system.${system}.name`) })}
        subtitle={t(`first.${way}.subtitle`)}
        back={{ href: linkTo('start'), label: t('which.title') }}
      />
      <Card>
        <p className={styles.time}>
          <Clock size={16} aria-hidden />
          {t('first.time')}
        </p>
        <ol className={styles.gestures}>
          {STEPS.map((step, index) => (
            <li key={step}>
              <span className={styles.number} aria-hidden>
                {index + 1}
              </span>
              <span>{t(`system.${system}.${step}`)}</span>
            </li>
          ))}
        </ol>
        <div className={styles.go}>
          <ButtonLink variant="primary" size="large" href={href}>
            {t(`first.${way}.action`)}
          </ButtonLink>
          <ButtonLink variant="quiet" href={others}>
            {t('first.others')}
          </ButtonLink>
        </div>
      </Card>
      <p className={styles.then}>
        <Mail size={16} aria-hidden />
        {t(`system.${system}.then`)}
      </p>
    </Page>
  )
}
