import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { ImportPreview } from '../../contract/views.ts'
import { applyRosterFile, previewRosterFile } from '../../services/roster-files.ts'
import { readArguments } from '../arguments.ts'
import { type Command, withWorkbench } from '../command.ts'
import { EXIT } from '../exit.ts'
import { printJson, say } from '../output.ts'

/** `import FILE…`: every file is previewed before any is applied, so that a bad one leaves nothing half done. */
export const importFiles: Command = async (words, context) => {
  const args = readArguments(words, { class: 'text', 'dry-run': 'flag' }, { min: 1, max: 100 })
  const dryRun = args.flag('dry-run')
  const className = args.text('class') ?? null
  return withWorkbench(args, context, async (bench) => {
    const files = []
    for (const path of args.positionals) {
      const bytes = await readFile(path).catch(() => {
        throw new TrousseError('file-unreadable', { file: path })
      })
      const request = { fileName: basename(path), bytes, mapping: null }
      let preview = await previewRosterFile(context.machine, bench, request)
      if (className !== null) {
        const mapping = { ...preview.mapping, className }
        preview = await previewRosterFile(context.machine, bench, { ...request, mapping })
      }
      if (preview.classNeeded) throw new TrousseError('file-class-unknown', { file: preview.fileName })
      files.push({ request: { ...request, mapping: preview.mapping }, preview })
    }
    const results = []
    for (const { request, preview } of files) {
      const counts = dryRun ? preview.counts : await applyRosterFile(context.machine, bench, request)
      results.push({ file: preview.fileName, ...counts, ...toLookAt(preview) })
    }
    const total = { new: 0, changed: 0, unchanged: 0, doubtful: 0, refused: 0 }
    for (const result of results)
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += result[key]
    printJson({ dryRun, ...total, files: results })
    if (total.refused > 0) say(`${total.refused} ligne(s) refusée(s) : voir "lines".`)
    return EXIT.done
  })
}

/** The lines a person should look at, and what was left out on purpose. */
function toLookAt({ rows, encoding, delimiter, mapping, droppedColumns, ignoredLines }: ImportPreview) {
  const lines = rows
    .filter((row) => row.verdict === 'doubtful' || row.verdict === 'refused')
    .map(({ line, verdict, reasons }) => ({ line, verdict, reasons }))
  return {
    encoding,
    delimiter,
    headerRow: mapping.headerRow + 1,
    className: mapping.className,
    droppedColumns,
    ignoredLines,
    lines,
  }
}
