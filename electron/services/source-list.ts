/** The sources of a space with what each can give, for the window and the terminal. */
import type { ListedSource } from '../contract/views.ts'
import { capabilitiesOf, systemOf } from '../domain/source-capabilities.ts'
import type { Space } from './space.ts'

export async function listSources({ store }: Space): Promise<ListedSource[]> {
  const sources = await store.read.listSources()
  return Promise.all(
    sources.map(async (source) => {
      const record = await store.read.readSource(source.id)
      const system = systemOf(source.kind, record?.config ?? {})
      return { ...source, system, ...capabilitiesOf(source.kind, system) }
    }),
  )
}
