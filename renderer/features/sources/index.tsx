import type { ScreenProps } from '../../app/router.ts'
import { CapturePage } from '../capture/index.tsx'
import { MatchingPage } from '../matching/index.tsx'
import { AddSource } from './add-source.tsx'
import { ImportFile } from './import-file.tsx'
import { SourceList } from './source-list.tsx'

export { OfficeLetter } from './office-letter.tsx'

/** `#/sources`, `#/sources/add` (what there is to add, see `add-source.tsx`), `#/sources/file`, `#/sources/capture`, `#/sources/matching`. */
export function Screen({ path, query }: ScreenProps) {
  if (path[0] === 'add') return <AddSource path={path.slice(1)} />
  if (path[0] === 'file') return <ImportFile ticket={query.get('ticket')} />
  if (path[0] === 'capture') return <CapturePage />
  if (path[0] === 'matching') return <MatchingPage />
  return <SourceList />
}
