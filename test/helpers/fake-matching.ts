/** Answers of the fake bridge about people whom several sources name. */
import { TrousseError } from '../../electron/contract/errors.ts'
import type * as v from '../../electron/contract/views.ts'
import type { FakeSchool } from './fake-school.ts'

interface MatchingState {
  questions: v.MatchQuestion[]
  differences: v.Difference[]
  merges: v.MergeView[]
}

const SOURCES = { ent: { id: 1, label: 'ENT du lycée' }, siecle: { id: 2, label: 'SIECLE' } }

function side(pupil: FakeSchool['pupils'][number] | undefined, more: Partial<v.PersonSide>): v.PersonSide {
  return {
    personId: pupil?.id ?? 1,
    familyName: pupil?.familyName ?? '',
    givenName: pupil?.givenName ?? '',
    birthDate: pupil?.birthDate ?? null,
    className: pupil?.className ?? null,
    contacts: pupil?.contactPoints.map(({ value }) => value) ?? [],
    relatives: pupil?.guardians.map(({ givenName, familyName }) => `${givenName} ${familyName}`) ?? [],
    sources: [SOURCES.ent.label],
    ...more,
  }
}

function fakeState(school: FakeSchool, at: string): MatchingState {
  const [one, two, three] = school.pupils
  const values = (first: string, second: string) => [
    { sourceId: SOURCES.ent.id, sourceLabel: SOURCES.ent.label, value: first },
    { sourceId: SOURCES.siecle.id, sourceLabel: SOURCES.siecle.label, value: second },
  ]
  const of = (pupil: FakeSchool['pupils'][number] | undefined, field: v.DifferenceField) => ({
    personId: pupil?.id ?? 1,
    aboutId: null,
    field,
    role: 'pupil' as const,
    name: `${pupil?.givenName} ${pupil?.familyName}`,
    className: pupil?.className ?? null,
    aboutName: null,
  })
  const joined = { personId: 9001, birthDate: null, contacts: [], sources: [SOURCES.siecle.label] }
  return {
    questions: [
      {
        id: 1,
        role: 'pupil',
        clues: ['swapped-name', 'other-birth-date', 'same-class'],
        likely: false,
        first: side(one, {}),
        second: side(one, { ...joined, familyName: one?.givenName ?? '', givenName: one?.familyName ?? '' }),
      },
      ...[two, three].map(
        (pupil, index): v.MatchQuestion => ({
          id: 2 + index,
          role: 'pupil',
          clues: ['same-name', 'same-class'],
          likely: true,
          first: side(pupil, {}),
          second: side(pupil, joined),
        }),
      ),
    ],
    differences: [
      {
        ...of(one, 'name'),
        values: values(`${one?.familyName} ${one?.givenName}`, `${one?.familyName}-DURAND ${one?.givenName}`),
      },
      { ...of(two, 'birthDate'), values: values('2010-03-02', '2010-02-03') },
      { ...of(two, 'email'), values: values('prenom@mail.example', 'famille@mail.example') },
      { ...of(three, 'phone'), values: values('+33639980001', '+33639980002'), chosen: null },
    ],
    merges: [
      {
        id: 1,
        personId: one?.id ?? 1,
        role: 'pupil',
        name: `${one?.givenName} ${one?.familyName}`,
        className: one?.className ?? null,
        how: 'birth-date',
        at,
        sources: [SOURCES.siecle.label],
      },
    ],
  }
}

const keyOf = ({ personId, aboutId, field }: v.DifferenceKey) => `${personId} ${aboutId} ${field}`
const paged = <T>(rows: readonly T[]): v.Page<T> => ({ rows: [...rows], total: rows.length })

/** @param changed tells the window that people and their classes are others now. */
export function fakeMatching(school: FakeSchool, empty: boolean, at: string, changed: () => void) {
  const state = empty ? { questions: [], differences: [], merges: [] } : fakeState(school, at)
  let lastContact = 90_000
  return {
    'matches.counts': (): v.MatchCounts => ({
      questions: state.questions.length,
      differences: state.differences.filter(({ chosen }) => chosen === undefined).length,
      merges: state.merges.length,
    }),
    'matches.list': () => paged(state.questions),
    'matches.decide': ({ ids }: { readonly ids: readonly number[] }) => {
      state.questions = state.questions.filter(({ id }) => !ids.includes(id))
      changed()
    },
    'matches.merged': () => paged(state.merges),
    'matches.undo': ({ id }: { readonly id: number }) => {
      state.merges = state.merges.filter((merge) => merge.id !== id)
      changed()
    },
    'differences.list': () => paged(state.differences),
    'differences.decide': ({ keys, sourceId }: { keys: readonly v.DifferenceKey[]; sourceId: number | null }) => {
      const wanted = new Set(keys.map(keyOf))
      state.differences = state.differences.map((one) => (wanted.has(keyOf(one)) ? { ...one, chosen: sourceId } : one))
      changed()
    },
    'differences.letGo': (key: v.DifferenceKey) => {
      state.differences = state.differences.map(({ chosen, ...one }) =>
        keyOf(one) === keyOf(key) || chosen === undefined ? one : { ...one, chosen },
      )
      changed()
    },
    'people.addContact': ({ value }: { readonly value: string }) => {
      if (!/^\S+@\S+\.\S+$|^[+\d][\d .]{8,}$/.test(value)) throw new TrousseError('mail-address-invalid')
      changed()
      return { contactId: ++lastContact }
    },
    'people.removeContact': () => changed(),
  }
}
