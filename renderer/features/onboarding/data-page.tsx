import { ArrowRight, Clock, EyeOff, FileText, HardDrive, type LucideIcon, Share2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { ButtonLink, Card, Page, PageHeader, useFormat } from '../../ui/index.ts'
import styles from './start.module.css'

const FACTS: readonly (readonly ['what' | 'never' | 'where' | 'who' | 'how-long' | 'erase', LucideIcon])[] = [
  ['what', FileText],
  ['never', EyeOff],
  ['where', HardDrive],
  ['who', Share2],
  ['how-long', Clock],
  ['erase', Trash2],
]

/** First run, and later from the settings: what is kept, where, how long, how to erase it; and whom to tell. */
export function DataPage() {
  const { t } = useTranslation('start')
  const format = useFormat()
  const { data: today } = useChannel('today.read')
  const { data: register } = useChannel('register.read')
  const isFirst = today !== undefined && today.pupils === 0
  const declared = register?.declaredOn
  return (
    <Page width="reading">
      <PageHeader
        title={t('data.title')}
        subtitle={t('data.subtitle')}
        actions={
          isFirst && (
            <ButtonLink variant="primary" icon={ArrowRight} href={linkTo('start')}>
              {t('data.continue')}
            </ButtonLink>
          )
        }
      />
      <ul className={styles.data}>
        {FACTS.map(([id, Icon]) => (
          <li key={id} className={styles.fact}>
            <Icon size={20} aria-hidden />
            <div>
              <h2 className={styles.factTitle}>{t(`data.${id}.title`)}</h2>
              <p>{t(`data.${id}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
      <Card title={t('data.head.title')}>
        <p>{t('data.head.text')}</p>
        <div className={styles.go}>
          <ButtonLink variant={isFirst ? 'secondary' : 'primary'} icon={FileText} href={linkTo('start', ['register'])}>
            {t('data.head.action')}
          </ButtonLink>
          {declared && (
            <span className={styles.declared}>{t('data.head.declared', { date: format.date(declared) })}</span>
          )}
        </div>
      </Card>
    </Page>
  )
}
