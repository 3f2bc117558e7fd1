import {
  CalendarDays,
  ChevronRight,
  CircleHelp,
  FileSpreadsheet,
  GraduationCap,
  type LucideIcon,
  School,
} from 'lucide-react'
import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { Page, PageHeader } from '../../ui/index.ts'
import { AddCalendar, AddEcoleDirecte, AddEdifice, AddMoodle, AddOneRoster } from './add-servers.tsx'
import styles from './add-source.module.css'
import { AddWays, isWaysPage } from './add-ways.tsx'

/** What a teacher knows, first; each leads to the way that suits. */
const CHOICES: readonly { readonly id: string; readonly icon: LucideIcon; readonly href: string }[] = [
  { id: 'ent', icon: School, href: linkTo('sources', ['add', 'ent']) },
  { id: 'pronote', icon: School, href: linkTo('sources', ['add', 'pronote']) },
  { id: 'ecole-directe', icon: School, href: linkTo('sources', ['add', 'ecole-directe']) },
  { id: 'moodle', icon: GraduationCap, href: linkTo('sources', ['add', 'moodle']) },
  { id: 'file', icon: FileSpreadsheet, href: linkTo('sources', ['file']) },
  { id: 'calendar', icon: CalendarDays, href: linkTo('sources', ['add', 'form', 'calendar']) },
  { id: 'unsure', icon: CircleHelp, href: linkTo('sources', ['add', 'unsure']) },
]

/** `#/sources/add`, `…/add/<what the teacher knows>`, `…/add/form/<kind>`. */
export function AddSource({ path }: { readonly path: readonly string[] }) {
  const [place = '', form = ''] = path
  if (place === 'form') return <AddForm kind={form} />
  return isWaysPage(place) ? <AddWays page={place} /> : <Choices />
}

function AddForm({ kind }: { readonly kind: string }) {
  switch (kind) {
    case 'calendar':
      return <AddCalendar />
    case 'moodle':
      return <AddMoodle />
    case 'edifice':
      return <AddEdifice />
    case 'ecole-directe':
      return <AddEcoleDirecte />
    case 'oneroster':
      return <AddOneRoster />
    default:
      return <Choices />
  }
}

function Choices() {
  const { t } = useTranslation('ways')
  return (
    <Page width="reading">
      <PageHeader
        title={t('add.title')}
        subtitle={t('add.subtitle')}
        back={{ href: linkTo('sources'), label: t('sources:title') }}
      />
      <ul className={styles.choices}>
        {CHOICES.map(({ id, icon: Icon, href }) => (
          <li key={id}>
            <Link href={href} className={styles.choice ?? ''}>
              <span className={styles.choiceIcon} aria-hidden>
                <Icon size={20} />
              </span>
              <span className={styles.choiceWords}>
                <span className={styles.choiceTitle}>{t(`choice.${id}.title`)}</span>
                <span className={styles.choiceDetail}>{t(`choice.${id}.detail`)}</span>
              </span>
              <ChevronRight size={18} aria-hidden className={styles.chevron} />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
