import { Check, Copy, Printer, SlidersHorizontal } from 'lucide-react'
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection,
  Separator,
  Text,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../button.tsx'
import { type ColumnChoice, canHide, type DataColumn, shownColumns } from './column.ts'
import styles from './table-menu.module.css'

export interface TableMenuProps<T> {
  readonly columns: readonly DataColumn<T>[]
  readonly choice: ColumnChoice
  readonly onChoice: (choice: ColumnChoice) => void
  readonly onCopy: () => void
  readonly onPrint: () => void
}

/** What can be done with any table: choose its columns, copy it, print it. */
export function TableMenu<T>({ columns, choice, onChoice, onCopy, onPrint }: TableMenuProps<T>) {
  const { t } = useTranslation('table')
  const choosable = columns.filter((column, index) => canHide(column, index, columns))
  const shown = new Set(shownColumns(columns, choice).map(({ id }) => id))
  const choose = (keys: Selection) =>
    onChoice(Object.fromEntries(choosable.map(({ id }) => [id, keys === 'all' || keys.has(id)])))
  return (
    <MenuTrigger>
      <IconButton icon={SlidersHorizontal} label={t('menu')} size="small" />
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={4}>
        <Menu
          className={styles.menu ?? ''}
          aria-label={t('menu')}
          onAction={(key) => (key === 'copy' ? onCopy() : key === 'print' ? onPrint() : undefined)}
        >
          {choosable.length > 0 && (
            <MenuSection
              id="columns"
              selectionMode="multiple"
              selectedKeys={choosable.map(({ id }) => id).filter((id) => shown.has(id))}
              onSelectionChange={choose}
              shouldCloseOnSelect={false}
            >
              <Header className={styles.header ?? ''}>{t('columns')}</Header>
              {choosable.map(({ id, header }) => (
                <MenuItem key={id} id={id} textValue={header} className={styles.item ?? ''}>
                  <Check size={15} aria-hidden className={styles.check} />
                  <Text slot="label">{header}</Text>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {choosable.length > 0 && <Separator className={styles.line ?? ''} />}
          <MenuItem id="copy" textValue={t('copy')} className={styles.item ?? ''}>
            <Copy size={15} aria-hidden />
            <Text slot="label">{t('copy')}</Text>
          </MenuItem>
          <MenuItem id="print" textValue={t('print')} className={styles.item ?? ''}>
            <Printer size={15} aria-hidden />
            <Text slot="label">{t('print')}</Text>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
