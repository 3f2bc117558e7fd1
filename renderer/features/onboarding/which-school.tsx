import {
  ChevronRight,
  CircleHelp,
  FileSpreadsheet,
  FlaskConical,
  GraduationCap,
  type LucideIcon,
  School,
} from 'lucide-react'
import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, ButtonLink, Page, PageHeader } from '../../ui/index.ts'
import { SCHOOL_SYSTEMS, type SchoolSystem } from './school-systems.ts'
import styles from './start.module.css'

const ICONS: Readonly<Record<SchoolSystem | 'unsure', LucideIcon>> = {
  kosmos: School,
  pronote: School,
  'ecole-directe': School,
  edifice: School,
  moodle: GraduationCap,
  unsure: CircleHelp,
}

/** The one question of the beginning. */
export function WhichSchool() {
  const { t } = useTranslation('start')
  const { data: state } = useChannel('app.state')
  const demo = useAction('app.openDemo')
  return (
    <Page width="reading">
      <PageHeader title={t('which.title')} subtitle={t('which.subtitle')} />
      <SchoolChoices />
      <div className={styles.besides}>
        <ButtonLink icon={FileSpreadsheet} href={linkTo('sources', ['file'])}>
          {t('which.file')}
        </ButtonLink>
        {state?.space === 'own' && (
          <Button icon={FlaskConical} onPress={() => demo.mutate(undefined)} isPending={demo.isPending}>
            {t('which.demo')}
          </Button>
        )}
      </div>
      {demo.error && <ErrorState error={demo.error} onRetry={() => demo.mutate(undefined)} />}
    </Page>
  )
}

/** The systems as a teacher knows them, and the way out of not knowing. */
export function SchoolChoices() {
  const { t } = useTranslation('start')
  return (
    <ul className={styles.choices}>
      {([...SCHOOL_SYSTEMS, 'unsure'] as const).map((system) => {
        const Icon = ICONS[system]
        return (
          <li key={system}>
            <Link href={linkTo('start', [system])} className={styles.choice ?? ''}>
              <span className={styles.choiceIcon} aria-hidden>
                <Icon size={20} />
              </span>
              <span className={styles.choiceWords}>
                <span className={styles.choiceTitle}>{t(`system.${system}.name`)}</span>
                <span className={styles.choiceDetail}>{t(`system.${system}.also`)}</span>
              </span>
              <ChevronRight size={18} aria-hidden className={styles.chevron} />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
