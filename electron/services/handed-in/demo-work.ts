/** Invented work handed in, so that the demonstration's screen has something to show: each time the same. */
import { createHash } from 'node:crypto'
import { toInstant } from '../../platform/clock.ts'
import type { NewHandedIn } from '../../store/api-handed-in.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Classes with work handed in; the others show an empty matrix. */
const CLASSES = 3
const WORKS = 3
/** Of ten pupils, how many gave each of the three pieces of work. */
const GAVE = [9, 6, 2] as const
const ANSWERS = [
  'J’ai fait les exercices 1 à 4. Le 5, je n’y arrive pas.',
  'Voici mon travail. J’ai mis la carte dans le fichier.',
  'Bonjour, voici ma rédaction. Je l’ai relue deux fois.',
] as const
const NAMES = ['devoir.odt', 'scan.pdf', 'IMG_2041.jpg', 'exercices.docx'] as const

/** The same number below `limit` for the same words. */
const pick = (limit: number, ...words: (string | number)[]): number =>
  createHash('sha256').update(words.join('/')).digest().readUInt32BE(0) % limit

async function keep(space: Space, text: string): Promise<{ sha256: string; bytes: number }> {
  return space.blobs.put(new TextEncoder().encode(text))
}

/** In a space of the demonstration that has none; anywhere else nothing happens. */
export async function inventHandedIn(machine: Machine, space: Space): Promise<void> {
  if (space.kind !== 'demo') return
  const { read, write } = space.store
  const present = await read.handedInSummary()
  if (present.unsettled > 0 || present.classes.length > 0) return
  const now = machine.clock.now()
  const day = (offset: number) => toInstant(now + offset * DAY_MS).slice(0, 10)
  const classes = (await read.listClasses()).filter(({ kind }) => kind === 'class').slice(0, CLASSES)
  const rows: NewHandedIn[] = []
  for (const [position, { id: classId }] of classes.entries()) {
    const found = await read.readHandedInClass(classId, day(-14), day(2))
    const works = (found?.assignments ?? []).slice(-WORKS)
    for (const [place, work] of works.entries()) {
      for (const [index, pupil] of (found?.pupils ?? []).entries()) {
        if (pick(10, 'gave', work.title, index, classId) >= (GAVE[place] ?? 0)) continue
        const isForm = pick(2, 'form', work.title, index) === 0
        const isAnswer = isForm && pick(3, 'answer', index) === 0
        const due = work.dueOn === null ? now : Date.parse(`${work.dueOn}T12:00:00Z`)
        const late = pick(9, 'late', work.title, index) === 0 ? 1 : 0
        const givenAt = Math.min(now, due + (late - pick(3, 'day', index) * (1 - late)) * DAY_MS)
        const name = isAnswer ? 'réponse.txt' : (NAMES[pick(NAMES.length, 'name', index, work.title)] ?? 'devoir.odt')
        const text = ANSWERS[pick(ANSWERS.length, 'text', index)] ?? ''
        rows.push({
          sourceKey: `demo:${classId}:${work.id}:${pupil.id}`,
          origin: isForm ? 'form' : pick(3, 'mail', index) === 0 ? 'mail' : 'file',
          pupilId: pupil.id,
          assignmentId: work.id,
          settled: true,
          hints: { pupilIds: [], assignmentIds: [] },
          name,
          mediaType: null,
          ...(await keep(space, `${text}\n${work.title} – ${index}\n`)),
          isAnswer,
          risk: null,
          about: work.title,
          givenAt: toInstant(givenAt),
          collectedAt: toInstant(now),
          replyId: null,
        })
      }
    }
    if (position === 0)
      rows.push(
        ...(await doubts(
          space,
          found?.pupils ?? [],
          works.map(({ id }) => id),
          now,
        )),
      )
  }
  await write.addHandedIn(rows)
  const corrected = (await read.listHandedIn(classes[0] ? { classId: classes[0].id } : { ids: [] })).filter(
    ({ id }) => id % 3 === 0,
  )
  if (corrected.length > 0) {
    await write.markHandedIn(
      corrected.map(({ id }) => id),
      toInstant(now),
    )
  }
}

/** Two files of the first class whose names leave a doubt. */
async function doubts(
  space: Space,
  pupils: readonly { readonly id: number; readonly familyName: string }[],
  workIds: readonly number[],
  now: number,
): Promise<NewHandedIn[]> {
  const [first, second] = pupils
  const [work] = workIds
  if (first === undefined || second === undefined || work === undefined) return []
  const common = {
    origin: 'file',
    pupilId: null,
    assignmentId: null,
    settled: false,
    mediaType: null,
    isAnswer: false,
    about: '',
    givenAt: toInstant(now - DAY_MS),
    collectedAt: toInstant(now),
    replyId: null,
  } as const
  return [
    {
      ...common,
      ...(await keep(space, `Travail de ${first.familyName}\n`)),
      sourceKey: 'demo:doubt',
      hints: { pupilIds: [first.id, second.id], assignmentIds: [work] },
      name: `devoir ${first.familyName}.odt`,
      risk: null,
    },
    {
      ...common,
      ...(await keep(space, 'Exposé\n')),
      sourceKey: 'demo:macros',
      hints: { pupilIds: [], assignmentIds: [work] },
      name: 'exposé version finale.docm',
      risk: 'macros',
    },
  ]
}
