import { useTranslation } from 'react-i18next'
import { call } from '../bridge/index.ts'
import { Button } from '../ui/index.ts'
import styles from './frame.module.css'

/** Each in its own words: whoever needs the other one reads only that. */
const OTHER = { fr: { locale: 'en', name: 'English' }, en: { locale: 'fr', name: 'Français' } } as const

/** On the screens before any space is open, where there are no settings yet. */
export function LanguageSwitch() {
  const { i18n } = useTranslation()
  const other = OTHER[i18n.language === 'en' ? 'en' : 'fr']
  return (
    <div className={styles.language} lang={other.locale}>
      {/* A choice that cannot be written still holds: the state is told before the file is. */}
      <Button size="small" variant="quiet" onPress={() => void call('preferences.update', { locale: other.locale })}>
        {other.name}
      </Button>
    </div>
  )
}
