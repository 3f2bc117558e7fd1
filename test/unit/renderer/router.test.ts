import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignmentLink, classLink, linkTo, pupilLink, readPlace, SCREENS } from '../../../renderer/app/router.ts'

describe('the address of a screen', () => {
  it('reads back what linkTo wrote, whatever the parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCREENS),
        fc.array(fc.string({ minLength: 1 }).filter((part) => part.isWellFormed())),
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.string().filter((value) => value.isWellFormed()),
        ),
        (screen, path, query) => {
          const place = readPlace(linkTo(screen, path, query))
          expect(place.screen).toBe(screen)
          expect(place.path).toEqual(path)
          expect(Object.fromEntries(place.query)).toEqual(query)
        },
      ),
    )
  })

  it('falls back to Today for an unknown or empty address, and survives a broken one', () => {
    for (const hash of ['', '#', '#/', '#/nowhere/3', '#/constructor']) expect(readPlace(hash).screen).toBe('today')
    expect(readPlace('#/classes/100%')).toMatchObject({ screen: 'classes', path: ['100%'] })
  })

  it('gives features the links between them', () => {
    expect(classLink(3)).toBe('#/classes/3')
    expect(readPlace(pupilLink(12))).toMatchObject({ screen: 'classes', path: ['pupil', '12'] })
    expect(readPlace(assignmentLink(7))).toMatchObject({ screen: 'assignments', path: ['7'] })
  })
})
