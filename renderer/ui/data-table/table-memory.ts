import { createContext, useContext, useState } from 'react'
import type { ColumnChoice } from './column.ts'

/** The window around a table: without one, chosen columns last as long as the table is on screen. */
export interface TableMemory {
  readonly choices: Readonly<Record<string, ColumnChoice>>
  readonly remember: (tableId: string, choice: ColumnChoice) => void
  /** Prints the table when the window is asked to print; returns the function that stops. */
  readonly onPrint: (print: () => void) => () => void
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
