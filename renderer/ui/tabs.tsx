import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import styles from './tabs.module.css'

export interface TabItem<T extends string> {
  readonly id: T
  readonly label: string
  /** A figure after the label. */
  readonly count?: number
  readonly content: ReactNode
}

export interface TabsProps<T extends string> {
  readonly label: string
  readonly items: readonly TabItem<T>[]
  readonly value: T
  readonly onChange: (id: T) => void
}

export function Tabs<T extends string>({ label, items, value, onChange }: TabsProps<T>) {
  return (
    <AriaTabs
      className={styles.tabs ?? ''}
      selectedKey={value}
      onSelectionChange={(key) => {
        const item = items.find(({ id }) => id === key)
        if (item) onChange(item.id)
      }}
    >
      <TabList aria-label={label} className={styles.list ?? ''}>
        {items.map(({ id, label: name, count }) => (
          <Tab key={id} id={id} className={styles.tab ?? ''}>
            {name}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
