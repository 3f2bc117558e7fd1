import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  birthDatesDiffer,
  compareNames,
  contactsDiffer,
  judgeMatch,
  namesDiffer,
  type PersonIdentity,
  type PersonStatement,
  shownIdentity,
} from '../../../electron/domain/person-matching.ts'

const word = fc.constantFrom('Martin', 'Durand', 'Élise', 'Noël', 'Anne', 'Léa', 'Kerbrat', 'Œuvrard', 'D’Haene')
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'))
const birthDate = fc.constantFrom(null, '2012-05-06', '2012-06-05', '2011-01-31')
const role = fc.constantFrom('pupil' as const, 'guardian' as const, 'teacher' as const)
const identity: fc.Arbitrary<PersonIdentity> = fc.record({ role, familyName: name, givenName: name, birthDate })
const common = fc.record({ sameClass: fc.boolean(), sameChild: fc.boolean() })
const alone = { sameClass: false, sameChild: false }
const inClass = { sameClass: true, sameChild: false }
const ofChild = { sameClass: false, sameChild: true }
const pupil = (familyName: string, givenName: string, born: string | null = null): PersonIdentity => ({
  role: 'pupil',
  familyName,
  givenName,
  birthDate: born,
})
const mangled = (text: string, upper: boolean): string => {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace('’', "'").replace('Œ', 'OE')
  return upper ? plain.toUpperCase().replaceAll('-', ' ') : plain
}

describe('names', () => {
  it.each([
    ['LEFÈVRE', 'Noël', 'Lefevre', 'NOEL', 'same'],
    ['D’HAENE', 'Éloïse', "d'Haene", 'Eloise', 'same'],
    ['Œuvrard', 'Anne-Laure', 'OEUVRARD', 'ANNE LAURE', 'same'],
    ['MARTIN-DURAND', 'Léa', 'MARTIN', 'Léa', 'near'],
    ['MARTIN', 'Jean', 'MARTIN', 'Jean Pierre Marie', 'near'],
    ['AÏT KACI', 'Lina', 'KACI', 'Lina', 'near'],
    ['Noé', 'PAUL', 'PAUL', 'Noé', 'swapped'],
    ['MARTIN', 'Léa', 'MARTIN', 'Léo', 'different'],
    ['MARTIN', 'Léa', 'MARTINEZ', 'Léa', 'different'],
    ['MARTIN', '', 'MARTIN', 'Léa', 'different'],
    ['MARTIN', '', 'MARTIN', '', 'same'],
  ])('%s %s and %s %s: %s', (familyA, givenA, familyB, givenB, likeness) => {
    expect(compareNames({ familyName: familyA, givenName: givenA }, { familyName: familyB, givenName: givenB })).toBe(
      likeness,
    )
  })

  it('the order in which two people are compared changes nothing', () => {
    fc.assert(
      fc.property(identity, identity, common, (a, b, ground) => {
        expect(compareNames(a, b)).toBe(compareNames(b, a))
        expect(judgeMatch(a, b, ground)).toBe(judgeMatch(b, a, ground))
      }),
    )
  })

  it('accents, case, hyphens and apostrophes never part one person', () => {
    fc.assert(
      fc.property(identity, fc.boolean(), (one, upper) => {
        const other = { ...one, familyName: mangled(one.familyName, upper), givenName: mangled(one.givenName, upper) }
        expect(compareNames(one, other)).toBe('same')
      }),
    )
  })
})

describe('one person or two', () => {
  it.each([
    [
      'name and birth date',
      pupil('LEFÈVRE', 'Noël', '2012-05-06'),
      pupil('Lefevre', 'NOEL', '2012-05-06'),
      alone,
      'same',
    ],
    ['twins', pupil('MARTIN', 'Léa', '2012-05-06'), pupil('MARTIN', 'Léo', '2012-05-06'), inClass, 'different'],
    [
      'homonyms of two classes',
      pupil('MARTIN', 'Léa', '2012-05-06'),
      pupil('MARTIN', 'Léa', '2011-01-31'),
      alone,
      'different',
    ],
    [
      'one class, another date',
      pupil('MARTIN', 'Léa', '2012-05-06'),
      pupil('MARTIN', 'Léa', '2012-06-05'),
      inClass,
      'ask',
    ],
    ['one class, no date', pupil('MARTIN', 'Léa'), pupil('Martin', 'Lea', '2012-05-06'), inClass, 'ask'],
    ['nothing but the name', pupil('MARTIN', 'Léa'), pupil('MARTIN', 'Léa', '2012-05-06'), alone, 'different'],
    [
      'compound name, same date',
      pupil('MARTIN-DURAND', 'Léa', '2012-05-06'),
      pupil('MARTIN', 'Léa', '2012-05-06'),
      alone,
      'ask',
    ],
    ['compound name, same class', pupil('MARTIN-DURAND', 'Léa'), pupil('MARTIN', 'Léa', '2012-05-06'), inClass, 'ask'],
    [
      'names turned round, same date',
      pupil('PAUL', 'Noé', '2012-05-06'),
      pupil('Noé', 'PAUL', '2012-05-06'),
      alone,
      'ask',
    ],
    ['names turned round, same class', pupil('PAUL', 'Noé'), pupil('Noé', 'PAUL'), inClass, 'ask'],
  ] as const)('%s', (_, a, b, ground, verdict) => {
    expect(judgeMatch(a, b, ground)).toBe(verdict)
  })

  it('guardians of one child who bear one name are one, unless their birth dates say otherwise', () => {
    const father = { ...pupil('MARTIN', 'Jean'), role: 'guardian' as const }
    expect(judgeMatch(father, { ...father, familyName: 'Martin' }, ofChild)).toBe('same')
    expect(judgeMatch(father, { ...father, birthDate: '1980-01-01' }, ofChild)).toBe('same')
    expect(judgeMatch({ ...father, birthDate: '1950-01-01' }, { ...father, birthDate: '1980-01-01' }, ofChild)).toBe(
      'ask',
    )
    expect(judgeMatch(father, { ...father, givenName: 'Jean-Pierre' }, ofChild)).toBe('ask')
    expect(judgeMatch(father, father, alone)).toBe('different')
  })

  it('a class in common is never enough to match in silence, nor is a name that is not the same', () => {
    fc.assert(
      fc.property(identity, identity, fc.boolean(), (a, b, sameClass) => {
        const verdict = judgeMatch(a, b, { sameClass, sameChild: false })
        if (verdict !== 'same') return
        expect(compareNames(a, b)).toBe('same')
        expect(a.birthDate).not.toBeNull()
        expect(a.birthDate).toBe(b.birthDate)
        expect(a.role).toBe(b.role)
      }),
    )
  })

  it('more in common never makes two people of one', () => {
    const order = ['different', 'ask', 'same']
    fc.assert(
      fc.property(identity, identity, common, (a, b, ground) => {
        const more = judgeMatch(a, b, { sameClass: true, sameChild: true })
        expect(order.indexOf(more)).toBeGreaterThanOrEqual(order.indexOf(judgeMatch(a, b, ground)))
      }),
    )
  })
})

const statement = (sourceId: number, sourceKind: string, more: Partial<PersonStatement> = {}): PersonStatement => ({
  sourceId,
  sourceKind,
  familyName: 'MARTIN',
  givenName: 'Léa',
  birthDate: null,
  ...more,
})

describe('what several sources say', () => {
  it('the school office first, then the older source; a chosen one before all', () => {
    const said = [
      statement(1, 'roster-file', { givenName: 'Lea' }),
      statement(2, 'siecle', { givenName: 'Léa Marie' }),
      statement(3, 'oneroster', { birthDate: '2012-05-06' }),
    ]
    expect(shownIdentity(said)).toEqual({ familyName: 'MARTIN', givenName: 'Léa Marie', birthDate: '2012-05-06' })
    expect(shownIdentity(said, { name: 1 })?.givenName).toBe('Lea')
    expect(shownIdentity(said, { name: 9, birthDate: 1 })).toMatchObject({
      givenName: 'Léa Marie',
      birthDate: '2012-05-06',
    })
    expect(shownIdentity([])).toBeNull()
  })

  it('the order in which sources are read changes nothing', () => {
    const statements = fc.uniqueArray(
      fc.record({
        sourceId: fc.nat(9),
        sourceKind: fc.constantFrom('siecle', 'oneroster', 'capture', 'a later kind'),
        familyName: name,
        givenName: name,
        birthDate,
      }),
      { selector: (one) => one.sourceId, minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(statements, (said) => {
        expect(shownIdentity([...said].reverse())).toEqual(shownIdentity(said))
        const shown = shownIdentity(said)
        expect(said.some((one) => one.familyName === shown?.familyName && one.givenName === shown.givenName)).toBe(true)
      }),
    )
  })

  it('differences are what a reader would call so', () => {
    expect(namesDiffer([statement(1, 'siecle'), statement(2, 'oneroster', { familyName: 'Martin' })])).toBe(false)
    expect(namesDiffer([statement(1, 'siecle'), statement(2, 'oneroster', { givenName: 'Léo' })])).toBe(true)
    expect(birthDatesDiffer([statement(1, 'siecle'), statement(2, 'siecle', { birthDate: '2012-01-01' })])).toBe(false)
    expect(contactsDiffer([['a'], ['b']])).toBe(true)
    expect(contactsDiffer([['a'], ['a', 'b']])).toBe(false)
    expect(contactsDiffer([['a'], []])).toBe(false)
    expect(contactsDiffer([['a', 'b'], ['b', 'c'], ['b']])).toBe(false)
  })
})
