import { Search } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/command-bus.ts'
import { Palette } from './palette.tsx'
import styles from './search.module.css'

/** The field in the header; it opens the palette, and so does Ctrl+K (⌘K) from anywhere. */
export function GlobalSearch() {
  const { t } = useTranslation('search')
  const [isOpen, setOpen] = useState(false)
  useCommand('palette', () => setOpen(true))
  return (
    <>
      <Button
        className={styles.trigger ?? ''}
        onPress={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
      >
        <Search size={16} aria-hidden />
        <span className={styles.triggerText}>{t('placeholder')}</span>
        <kbd className={styles.key} aria-hidden>
          {t('shortcut')}
        </kbd>
      </Button>
      {isOpen && <Palette onClose={() => setOpen(false)} />}
    </>
  )
}
