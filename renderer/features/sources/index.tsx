import type { ScreenProps } from '../../app/router.ts'
import { CapturePage } from '../capture/index.tsx'
import { AddEnt } from './add-ent.tsx'
import { ImportFile } from './import-file.tsx'
import { SourceList } from './source-list.tsx'

/** `#/sources`, `#/sources/add` (an ENT), `#/sources/file` (a list of pupils). */
export function Screen({ path, query }: ScreenProps) {
  if (path[0] === 'add') return <AddEnt />
  if (path[0] === 'file') return <ImportFile ticket={query.get('ticket')} />
  if (path[0] === 'capture') return <CapturePage />
  return <SourceList />
}
