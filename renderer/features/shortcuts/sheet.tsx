import { useTranslation } from 'react-i18next'
import { COMMAND_IDS, SHORTCUTS, type ShortcutGroup } from '../../../electron/contract/shortcuts.ts'
import { useAction, useChannel } from '../../bridge/index.ts'
import { Checkbox, Dialog } from '../../ui/index.ts'
import { IS_MAC, keyNames } from './key-names.ts'
import styles from './sheet.module.css'

const GROUPS: readonly ShortcutGroup[] = ['find', 'go', 'act', 'view', 'help']
/** What every list, table and dialog answers by itself. */
const EVERYWHERE = ['F6', 'Tab', 'Space', 'Enter', 'Escape'] as const

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {keys.map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}

/** Every shortcut of the table, in words. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shortcuts')
  const arrangement = useChannel('preferences.read')
  const update = useAction('preferences.update')
  return (
    <Dialog isOpen onClose={onClose} title={t('title')} size="large">
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.groupTitle}>{t(`group.${group}`)}</h3>
            <dl className={styles.list}>
              {COMMAND_IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
                <div key={id} className={styles.row}>
                  <dt>{t(`command.${id}`)}</dt>
                  <dd className={styles.ways}>
                    {SHORTCUTS[id].keys.map((keys) => (
                      <Keys key={keys} keys={keyNames(keys, IS_MAC)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={styles.group}>
          <h3 className={styles.groupTitle}>{t('group.everywhere')}</h3>
          <dl className={styles.list}>
            {EVERYWHERE.map((key) => (
              <div key={key} className={styles.row}>
                <dt>{t(`everywhere.${key}`)}</dt>
                <dd className={styles.ways}>
                  <Keys keys={[t(`key.${key}`)]} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      {arrangement.data && (
        <Checkbox
          isSelected={arrangement.data.singleKeys}
          onChange={(singleKeys) => update.mutate({ singleKeys }, { onSuccess: () => void arrangement.refetch() })}
        >
          {t('singleKeys')}
        </Checkbox>
      )}
    </Dialog>
  )
}
