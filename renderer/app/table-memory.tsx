import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useMemo } from 'react'
import { call, channelKey, useChannel } from '../bridge/index.ts'
import { type TableMemory, TableMemoryContext } from '../ui/index.ts'
import { onCommand } from './command-bus.ts'

/** Keeps the columns that were chosen, for this computer. */
export function RememberTables({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const { data } = useChannel('preferences.read')
  const remember = useCallback<TableMemory['remember']>(
    (table, columns) => {
      // A choice that could not be kept holds until the window closes: nothing to bother anyone with.
      const kept = call('preferences.rememberTable', { table, columns: { ...columns } })
      kept.then(
        () => client.invalidateQueries({ queryKey: channelKey('preferences.read', undefined) }),
        () => {},
      )
    },
    [client],
  )
  const memory = useMemo<TableMemory>(
    () => ({ choices: data?.tables ?? {}, remember, onPrint: (print) => onCommand('print', print) }),
    [data, remember],
  )
  return <TableMemoryContext value={memory}>{children}</TableMemoryContext>
}
