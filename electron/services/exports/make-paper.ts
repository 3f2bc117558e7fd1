/** The sheets a request asks for, class after class. */
import { TrousseError } from '../../contract/errors.ts'
import type { ExportRequest, SheetName } from '../../contract/views.ts'
import { attendanceSheet } from '../../papers/attendance-sheet.ts'
import { contactForms } from '../../papers/contact-form.ts'
import { cover } from '../../papers/cover.ts'
import { coverageSheet } from '../../papers/coverage-sheet.ts'
import { labels } from '../../papers/labels.ts'
import { letters } from '../../papers/letters.ts'
import type { DocumentInput, PaperContext, Sheet } from '../../papers/paper.ts'
import { notReached, phoneSheet } from '../../papers/phone-sheet.ts'
import { rosterSheet } from '../../papers/roster-sheet.ts'
import { paperWords } from '../../papers/words.ts'
import { workSheet } from '../../papers/work-sheet.ts'
import { classTitle } from './class-title.ts'
import type { ExportMaterial, MaterialClass } from './material.ts'

type PaperRequest = Extract<ExportRequest['what'], { kind: 'paper' }>

/** The order of a booklet, whatever order they were ticked in. */
const ORDER: readonly SheetName[] = [
  'roster',
  'attendance',
  'phones',
  'work',
  'coverage',
  'contact-form',
  'letters',
  'labels',
]

/** Only whoever the message has not reached, where there is one. */
function withoutReached(schoolClass: MaterialClass, { message }: ExportMaterial): MaterialClass {
  if (message === null) return schoolClass
  const left = notReached(message.coverage)
  return { ...schoolClass, pupils: schoolClass.pupils.filter(({ id }) => left.has(id)) }
}

function sheetOf(
  name: Exclude<SheetName, 'labels'>,
  schoolClass: MaterialClass,
  material: ExportMaterial,
  what: PaperRequest,
  context: PaperContext,
): Sheet {
  const { message } = material
  switch (name) {
    case 'roster':
      return rosterSheet(schoolClass, context)
    case 'attendance':
      return attendanceSheet(schoolClass, context)
    case 'phones':
      return phoneSheet(schoolClass, context, message)
    case 'work':
      return workSheet(schoolClass, context)
    case 'coverage':
      if (message === null) throw new TrousseError('invalid-request', { field: 'messageId' })
      return coverageSheet(message, context)
    case 'contact-form':
      return contactForms(schoolClass, context, what.onlyWithoutEmail)
    case 'letters':
      if (what.letter === undefined) throw new TrousseError('invalid-request', { field: 'letter' })
      return letters(withoutReached(schoolClass, material), context, {
        ...what.letter,
        signature: material.signature,
        teacherName: material.teacherName,
      })
  }
}

/** @throws TrousseError `invalid-request` when a sheet lacks what it is about */
export function makePaper(material: ExportMaterial, what: PaperRequest): DocumentInput {
  const { classes, locale, today, request } = material
  const words = paperWords(locale)
  const context: PaperContext = { words, locale, today, from: request.from, to: request.to }
  const names = ORDER.filter((name) => what.sheets.includes(name))
  const isBooklet = names.length > 1
  const sheets: Sheet[] = names.includes('labels')
    ? [labelSheet(material, what, context)]
    : classes.flatMap((schoolClass) => {
        const own = names
          .filter((name) => name !== 'labels')
          .map((name) => sheetOf(name, schoolClass, material, what, context))
        return isBooklet ? [cover(schoolClass, own, context), ...own] : own
      })
  const classNames = classTitle(classes)
  const heading = [classes[0]?.schoolName ?? '', classNames].filter((part) => part !== '').join(' – ')
  const subject = isBooklet ? words.booklet : (sheets[0]?.title ?? '')
  return {
    sheets,
    title: `${subject} – ${classNames}`,
    heading,
    confidential: names.some((name) => name !== 'work'),
    locale,
    today,
  }
}

function labelSheet(material: ExportMaterial, { labels: choice }: PaperRequest, context: PaperContext): Sheet {
  if (choice === undefined) throw new TrousseError('invalid-request', { field: 'labels' })
  return labels(
    material.classes.map((schoolClass) => withoutReached(schoolClass, material)),
    context,
    choice,
  )
}
