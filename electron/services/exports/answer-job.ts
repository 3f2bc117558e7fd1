/** A preview, a document to print, or a file. Pure but for the ZIP writer's promises. */
import type { ExportPreview } from '../../contract/views.ts'
import { unknownInLetter } from '../../papers/letters.ts'
import { firstPage, paperDocument } from '../../papers/paper.ts'
import { classTitle } from './class-title.ts'
import { fieldsOf, holdsPeople, totalCounts } from './contents.ts'
import type { ExportAnswer, ExportJob } from './job.ts'
import { makeFile } from './make-file.ts'
import { makePaper } from './make-paper.ts'
import type { ExportMaterial } from './material.ts'

/** Rows of a file that the preview shows. */
const SHOWN_ROWS = 12

function preview(material: ExportMaterial): ExportPreview {
  const { what } = material.request
  const common = {
    fields: fieldsOf(material),
    counts: totalCounts(material),
    holdsPeople: holdsPeople(material),
  }
  if (what.kind === 'paper') {
    const input = makePaper(material, what)
    const page = firstPage(input)
    return {
      ...common,
      title: input.title,
      page: page && { ...page, head: page.head && [...page.head] },
      table: null,
      items: input.sheets.reduce((sum, { parts }) => sum + parts.length, 0),
      byHand: what.sheets.some((sheet) => sheet === 'letters' || sheet === 'labels'),
      unknownVariables: what.letter === undefined ? [] : unknownInLetter(what.letter),
    }
  }
  const { table } = makeFile(material, what)
  const rows = table.rows.slice(0, SHOWN_ROWS).map((row) => [...row])
  return {
    ...common,
    title: table.title,
    page: null,
    table: { header: [...table.header], rows },
    items: table.rows.length,
    byHand: false,
    unknownVariables: [],
  }
}

/** @throws TrousseError `invalid-request` */
export async function answerJob({ want, material }: ExportJob): Promise<Exclude<ExportAnswer, { kind: 'error' }>> {
  if (want === 'preview') return { kind: 'preview', preview: preview(material) }
  const { what } = material.request
  if (what.kind === 'paper') return { kind: 'paper', document: paperDocument(makePaper(material, what)) }
  const file = makeFile(material, what)
  const names = classTitle(material.classes)
  return {
    kind: 'file',
    title: `${file.table.title} – ${names}`,
    extension: file.extension,
    form: file.form,
    bytes: await file.bytes(),
  }
}
