import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inFileOrder, matchPortraits, type NamedPupil } from '../../../electron/domain/portrait-names.ts'

const pupil = (pupilId: number, familyName: string, givenName: string, ...externalIds: string[]): NamedPupil => ({
  pupilId,
  familyName,
  givenName,
  externalIds,
})
const CLASS = [
  pupil(1, 'KERBRAT', 'Élise', 'e-1041'),
  pupil(2, 'AÏT-KACI', 'Nour', '20417'),
  pupil(3, 'MARTINON', 'Paul', '20418'),
  pupil(4, 'MARTINON', 'Jean-Paul', '20419'),
  pupil(5, 'DE LA TOUR', 'Rose', '20420'),
]
const match = (...names: string[]) => matchPortraits(names, CLASS)
const sure = (pupilId: number) => ({ kind: 'sure', pupilId })

describe('a picture is known by the name of its file', () => {
  it.each([
    ['KERBRAT Élise.jpg', 1],
    ['kerbrat_elise.JPG', 1],
    ['Elise.Kerbrat.png', 1],
    ['03 - KERBRAT Élise.jpeg', 1],
    ['AIT KACI Nour.webp', 2],
    ['DE LA TOUR Rose.jpg', 5],
    ['MARTINON Jean-Paul.jpg', 4],
    ['e-1041.jpg', 1],
    ['20417.jpg', 2],
  ])('%s', (name, pupilId) => {
    expect(match(name)).toEqual([sure(pupilId)])
  })

  it.each([
    ['MARTINON P.jpg', [3, 4]],
    ['MARTINON.jpg', [3, 4]],
    ['KERBRAT E 2026.jpg', [1]],
    ['DE LA TOUR.jpg', [5]],
  ])('%s is a question', (name, pupilIds) => {
    expect(match(name)).toMatchObject([{ kind: 'doubt' }])
    const [answer] = match(name)
    expect(answer?.kind === 'doubt' ? answer.pupilIds : []).toEqual(expect.arrayContaining(pupilIds.slice(0, 1)))
  })

  it.each(['IMG_0001.jpg', 'Élise.jpg', 'photo de classe.png', '.jpg', '3e B 2026.jpg', '99999.jpg'])(
    '%s is nobody',
    (name) => {
      expect(match(name)).toEqual([{ kind: 'none' }])
    },
  )

  it('two pupils of one name, or two pictures of one pupil, are asked about', () => {
    const twins = [pupil(1, 'ROUX', 'Lou'), pupil(2, 'Roux', 'Loü')]
    expect(matchPortraits(['ROUX Lou.jpg'], twins)).toEqual([{ kind: 'doubt', pupilIds: [1, 2] }])
    expect(match('KERBRAT Élise.jpg', 'Elise KERBRAT.png', '20418.jpg')).toEqual([
      { kind: 'doubt', pupilIds: [1] },
      { kind: 'doubt', pupilIds: [1] },
      sure(3),
    ])
  })

  it('never gives a pupil who is not of the class, whatever the name', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 5 }), (names) => {
        const answers = matchPortraits(names, CLASS)
        expect(answers).toHaveLength(names.length)
        for (const answer of answers) {
          const ids = answer.kind === 'sure' ? [answer.pupilId] : answer.kind === 'doubt' ? answer.pupilIds : []
          for (const id of ids) expect(CLASS.some((one) => one.pupilId === id)).toBe(true)
        }
      }),
    )
  })
})

it('files come in the order a person numbers them', () => {
  expect(inFileOrder(['photo 10.jpg', 'Photo 2.jpg', 'photo 1.jpg'])).toEqual([2, 1, 0])
})
