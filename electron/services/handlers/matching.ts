/** One school out of many sources: the teacher's answers, and what the teacher enters. */
import { toInstant } from '../../platform/clock.ts'
import { MATCHES_SHOWN, typedContact } from '../matching.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

type MatchingHandlers = AreaHandlers<'matches'> & AreaHandlers<'differences'> & AreaHandlers<'people'>

export function matchingHandlers({ app }: HandlerContext): MatchingHandlers {
  const store = () => app.session().space.store
  const now = () => toInstant(app.machine.clock.now())
  /** Does it, then tells the window that people and their classes are others now. */
  const change = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await work()
    app.session().changed('people', 'classes')
    return result
  }
  return {
    'matches.counts': () => store().read.countMatches(),
    'matches.list': () => store().read.listMatchQuestions(MATCHES_SHOWN),
    'matches.decide': ({ ids, same }) => change(() => store().write.decideMatches(ids, same, now())),
    'matches.merged': () => store().read.listMerges(MATCHES_SHOWN),
    'matches.undo': ({ id }) => change(() => store().write.undoMatch(id, now())),
    'differences.list': () => store().read.listDifferences(MATCHES_SHOWN),
    'differences.decide': ({ keys, sourceId }) => change(() => store().write.decideDifferences(keys, sourceId, now())),
    'differences.letGo': (key) => change(() => store().write.letGoOfChoice(key)),
    'people.addContact': ({ personId, kind, value }) =>
      change(async () => ({ contactId: await store().write.addContact(personId, typedContact(kind, value)) })),
    'people.removeContact': ({ contactId }) => change(() => store().write.removeContact(contactId)),
  }
}
