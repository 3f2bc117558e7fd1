import { createContext, useContext, useState } from 'react'
import type { ColumnChoice } from './column.ts'

/** Where the chosen columns are kept; without one they last as long as the table is on screen. */
export interface TableMemory {
  readonly choices: Readonly<Record<string, ColumnChoice>>
  readonly remember: (tableId: string, choice: ColumnChoice) => void
}

export const TableMemoryContext = createContext<TableMemory | null>(null)

const OWN_CHOICE: ColumnChoice = {}

/** The chosen columns of a table, and how to choose others. */
export function useColumnChoice(tableId: string | undefined): [ColumnChoice, (choice: ColumnChoice) => void] {
  const memory = useContext(TableMemoryContext)
  // Shown at once, before what is kept has come back.
  const [choice, setChoice] = useState<ColumnChoice | null>(null)
  const kept = tableId === undefined ? undefined : memory?.choices[tableId]
  return [
    choice ?? kept ?? OWN_CHOICE,
    (next) => {
      setChoice(next)
      if (tableId !== undefined) memory?.remember(tableId, next)
    },
  ]
}
