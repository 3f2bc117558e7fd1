import { basename, resolve } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { ImportCounts, ImportPart, ImportPreview } from '../../contract/views.ts'
import { createImports, type Imports, type PreviewRequest } from '../../services/imports/imports.ts'
import type { Workbench } from '../../services/workbench.ts'
import { readArguments } from '../arguments.ts'
import { type Command, withWorkbench } from '../command.ts'
import { EXIT } from '../exit.ts'
import { printJson, say } from '../output.ts'

const KEY = 'terminal'

interface Previewed {
  readonly shown: ImportPreview
  readonly request: PreviewRequest
}

/** `import FILE…`: every file is previewed before any is applied, so that a bad one leaves nothing half done. */
export const importFiles: Command = async (words, context) => {
  const args = readArguments(words, { class: 'text', 'dry-run': 'flag' }, { min: 1, max: 100 })
  const dryRun = args.flag('dry-run')
  const className = args.text('class') ?? null
  const inputs = args.positionals.map((path) => ({ name: basename(path), path: resolve(path) }))
  return withWorkbench(args, context, async (bench) => {
    const imports = createImports(context.machine)
    const stop = () => imports.forget(KEY)
    context.signal.addEventListener('abort', stop, { once: true })
    const preview = createPreviewer(imports, bench, inputs, className)
    const parts = await imports.recognise(inputs)
    const previews: Previewed[] = []
    for (const part of parts) previews.push(await preview(part))
    const results = []
    for (const { shown, request } of previews) {
      const { counts } = dryRun ? shown : await imports.apply(bench, KEY, inputs, request)
      results.push({ file: shown.files.join(', '), kind: shown.kind, ...counts, ...toLookAt(shown) })
    }
    const total: ImportCounts = { new: 0, changed: 0, unchanged: 0, doubtful: 0, refused: 0 }
    for (const result of results)
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += result[key]
    const [first] = results
    const kind = results.every((result) => result.kind === first?.kind) ? (first?.kind ?? null) : 'several'
    printJson({ dryRun, kind, ...total, files: results })
    if (total.refused > 0) say(`${total.refused} ligne(s) refusée(s) : voir "lines".`)
    return EXIT.done
  })
}

function createPreviewer(
  imports: Imports,
  bench: Workbench,
  inputs: readonly { readonly name: string; readonly path: string }[],
  className: string | null,
) {
  return async ({ part, kind, error, files, passphraseNeeded }: ImportPart): Promise<Previewed> => {
    if (kind === null) throw new TrousseError(error?.code ?? 'file-kind-unknown', error?.params ?? {})
    const passphrase = passphraseNeeded ? process.env.TROUSSE_PACK_PASSPHRASE || null : null
    let shown = await imports.preview(bench, KEY, inputs, { part, mapping: null, passphrase })
    if (className !== null && shown.table !== null) {
      const mapping = { ...shown.table.mapping, className }
      shown = await imports.preview(bench, KEY, inputs, { part, mapping, passphrase })
    }
    if (shown.classNeeded) throw new TrousseError('file-class-unknown', { file: files.join(', ') })
    return { shown, request: { part, mapping: shown.table?.mapping ?? null, passphrase } }
  }
}

/** The rows a person should look at, and what was left out on purpose. */
function toLookAt(preview: ImportPreview) {
  const { rows, table, totals, dropped, ignoredLines, ignored, verdict, refusal, leaving, joined } = preview
  const lines = rows
    .filter((row) => row.verdict === 'doubtful' || row.verdict === 'refused')
    .map(({ file, line, verdict: why, reasons }) => ({ ...(file === '' ? {} : { file }), line, verdict: why, reasons }))
  return {
    ...(table === null
      ? {}
      : {
          encoding: table.encoding,
          delimiter: table.delimiter,
          headerRow: table.mapping.headerRow + 1,
          className: table.mapping.className,
          remembered: table.remembered,
        }),
    totals,
    droppedColumns: dropped,
    ignoredLines,
    ignored,
    guard: verdict,
    refusal,
    leaving,
    joined,
    lines,
  }
}
