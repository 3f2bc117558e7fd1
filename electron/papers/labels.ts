import { html, type SafeHtml } from '../domain/safe-html.ts'
import { fullName, type PaperClass, type PaperContext, type Sheet } from './paper.ts'

/** A sheet of labels, in millimetres: how many across and down, where the first begins, how far apart they repeat. */
interface LabelFormat {
  readonly across: number
  readonly down: number
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
}

/** The sheets that French stationers sell, from their makers' data sheets (the two with gaps: Avery L7160 and L7163). */
export const LABEL_FORMATS = {
  '24': { across: 3, down: 8, width: 70, height: 37, left: 0, top: 0.5, stepX: 70, stepY: 37 },
  '21': { across: 3, down: 7, width: 63.5, height: 38.1, left: 7.2, top: 15.1, stepX: 66, stepY: 38.1 },
  '14': { across: 2, down: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, stepX: 101.6, stepY: 38.1 },
} as const satisfies Record<string, LabelFormat>
export type LabelFormatName = keyof typeof LABEL_FORMATS

export interface LabelChoice {
  readonly format: LabelFormatName
  /** The first free label of the first sheet, from 1: what was used before stays blank. */
  readonly first: number
  /** Millimetres to the right and down, when the printer prints beside. */
  readonly shiftX: number
  readonly shiftY: number
  readonly per: 'family' | 'pupil'
}

export const labelsOnSheet = (format: LabelFormatName): number =>
  LABEL_FORMATS[format].across * LABEL_FORMATS[format].down

/** Where the label of this place (from 0) lies, in millimetres from the top left corner. */
export function labelPlace(choice: LabelChoice, place: number): { left: number; top: number } {
  const { across, left, top, stepX, stepY } = LABEL_FORMATS[choice.format]
  return {
    left: left + choice.shiftX + (place % across) * stepX,
    top: top + choice.shiftY + Math.floor(place / across) * stepY,
  }
}

/** One rule per place: a style of its own on each label is not allowed in the window. */
function placeRules(choice: LabelChoice): string {
  const { width, height } = LABEL_FORMATS[choice.format]
  const rules = Array.from({ length: labelsOnSheet(choice.format) }, (_, place) => {
    const { left, top } = labelPlace(choice, place)
    return `.paper .at-${place}{left:${left.toFixed(2)}mm;top:${top.toFixed(2)}mm}`
  })
  return `.paper .label{width:${width}mm;height:${height}mm}${rules.join('')}`
}

/**
 * Labels of one or several classes, one after the other so that no sheet is half used. They name pupil and class: no
 * source gives a postal address.
 */
export function labels(classes: readonly PaperClass[], { words }: PaperContext, choice: LabelChoice): Sheet {
  const size = labelsOnSheet(choice.format)
  const all = classes.flatMap((schoolClass) =>
    schoolClass.pupils.map(
      (pupil) =>
        html`${choice.per === 'family' ? html`<p>${words.labelsFamily}</p>` : ''}<p class="big">${fullName(pupil)}</p><p>${schoolClass.name}${schoolClass.schoolName === null ? '' : ` – ${schoolClass.schoolName}`}</p>`,
    ),
  )
  const skipped = Math.min(Math.max(1, choice.first), size) - 1
  const pages: SafeHtml[] = []
  for (let next = -skipped; next < all.length; next += size) {
    const onPage = all.slice(Math.max(0, next), next + size)
    const shift = Math.max(0, -next)
    pages.push(
      html`<div class="labels-page">${onPage.map((label, index) => html`<div class="label at-${index + shift}">${label}</div>`)}</div>`,
    )
  }
  return { title: words.labels, layout: 'labels', parts: all.length === 0 ? [] : pages, style: placeRules(choice) }
}
