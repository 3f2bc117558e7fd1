import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

// The library's own workers are for browsers; this already runs in a thread of its own.
configure({ useWebWorkers: false })

/** A plain ZIP in memory, for small files that another program wants together. */
export async function zipFiles(files: readonly { name: string; bytes: Uint8Array }[], date: Date): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: date, extendedTimestamp: false })
  for (const { name, bytes } of files) await writer.add(name, new Uint8ArrayReader(bytes))
  return writer.close()
}
