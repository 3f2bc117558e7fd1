/**
 * Who receives a message, decided from the pupils' sheets alone. One message per person, one address per
 * message: a plan has no way to say "these two families together" (invariant 2 of design.md).
 *
 * Brothers and sisters: a guardian of several pupils gets one message about all of them when what it says is the same
 * for each, and one message per pupil when it is not (`PlanOptions.textFor`): a mother of two never reads "Léa" in a
 * message that also stands for Hugo, nor the same news twice.
 */
import type {
  Audience,
  PlanChange,
  PlannedFamily,
  PlannedPerson,
  PupilSheet,
  Recipient,
  RecipientPlan,
} from '../contract/views.ts'
import { mailboxKey } from './mail-address.ts'
import {
  addressesOf,
  chooseAddress,
  displayName,
  type ExclusionReason,
  exclusionOf,
  isAdult,
  numbersToCall,
} from './reach-rules.ts'

/** Between the names of two people who read the same mailbox, or of two pupils; the same in every language. */
const NAME_SEPARATOR = ' & '

/** One person at one address, with the pupils they are written to about. */
interface Draft {
  readonly personIds: number[]
  readonly names: string[]
  readonly pupils: PupilSheet[]
  readonly address: string
}

/** Adds a person for a pupil; two people at one address become one message only when they share a pupil. */
function addRecipient(drafts: Draft[], personId: number, name: string, address: string, pupil: PupilSheet): void {
  const same = drafts.filter(
    (draft) =>
      draft.personIds.includes(personId) ||
      (mailboxKey(draft.address) === mailboxKey(address) && draft.pupils.some((other) => other.id === pupil.id)),
  )
  const [first, ...others] = same
  if (first === undefined) {
    drafts.push({ personIds: [personId], names: [name], pupils: [pupil], address })
    return
  }
  if (!first.pupils.some((other) => other.id === pupil.id)) first.pupils.push(pupil)
  if (!first.personIds.includes(personId)) {
    first.personIds.push(personId)
    first.names.push(name)
  }
  // The person was already written to about another pupil, and their mailbox now turns out to be shared here.
  for (const other of others) {
    if (mailboxKey(other.address) !== mailboxKey(first.address)) continue
    drafts.splice(drafts.indexOf(other), 1)
    for (const [index, id] of other.personIds.entries()) {
      if (first.personIds.includes(id)) continue
      first.personIds.push(id)
      first.names.push(other.names[index] ?? '')
    }
    for (const sibling of other.pupils) {
      if (!first.pupils.some((known) => known.id === sibling.id)) first.pupils.push(sibling)
    }
  }
}

/** One message, or one for each group of pupils about whom the same is said. */
function toRecipients(draft: Draft, textFor: (pupilId: number) => string): Recipient[] {
  const [personId] = draft.personIds
  if (personId === undefined) throw new RangeError('a recipient without a person')
  const alike = new Map<string, PupilSheet[]>()
  for (const pupil of draft.pupils) {
    const key = textFor(pupil.id)
    alike.set(key, [...(alike.get(key) ?? []), pupil])
  }
  return [...alike.values()].map((pupils) => ({
    personId,
    pupilIds: pupils.map((pupil) => pupil.id),
    name: draft.names.join(NAME_SEPARATOR),
    about: pupils.map(displayName).join(NAME_SEPARATOR),
    address: draft.address,
  }))
}

export interface PlanOptions {
  /** ISO date; with it, a pupil of age with no guardian to write to is written to in person. */
  readonly today?: string
  /** What the teacher changed. */
  readonly changes?: readonly PlanChange[]
  /**
   * A key of what a message would say about a pupil: those with the same key share one. Without it, everything said is
   * the same for all.
   */
  readonly textFor?: (pupilId: number) => string
}

/** The teacher's changes, by what they are about. */
function indexChanges(changes: readonly PlanChange[]) {
  const dropped = new Set<string>()
  const included = new Set<string>()
  const addresses = new Map<number, string>()
  const moved = new Map<number, 'phone' | 'post'>()
  for (const change of changes) {
    if (change.kind === 'drop') dropped.add(`${change.pupilId} ${change.personId}`)
    else if (change.kind === 'include') included.add(`${change.pupilId} ${change.personId}`)
    else if (change.kind === 'address') addresses.set(change.personId, change.address)
    else moved.set(change.pupilId, change.to)
  }
  return { dropped, included, addresses, moved }
}

type Person = Pick<PlannedPerson, 'personId' | 'name' | 'relationship'> & {
  readonly contactPoints: PupilSheet['contactPoints']
  readonly exclusion: ExclusionReason | null
}

const asGuardian = (guardian: PupilSheet['guardians'][number]): Person => ({
  personId: guardian.personId,
  name: displayName(guardian),
  relationship: guardian.relationship,
  contactPoints: guardian.contactPoints,
  exclusion: exclusionOf(guardian),
})
const asPupil = (pupil: PupilSheet): Person => ({
  personId: pupil.id,
  name: displayName(pupil),
  relationship: 'pupil',
  contactPoints: pupil.contactPoints,
  exclusion: null,
})

/** One pupil's people, each with what was decided for them. */
interface FamilyDecision {
  readonly pupil: PupilSheet
  readonly people: readonly PlannedPerson[]
  readonly why: PlannedFamily['why']
  readonly moved: 'phone' | 'post' | null
}

function decide(
  pupil: PupilSheet,
  audience: Audience,
  today: string | undefined,
  changes: ReturnType<typeof indexChanges>,
): FamilyDecision {
  const look = (person: Person): PlannedPerson => {
    const { personId, name, relationship, contactPoints } = person
    const key = `${pupil.id} ${personId}`
    const addresses = addressesOf(contactPoints)
    const asked = changes.addresses.get(personId)
    const excluded = person.exclusion === 'contact-only' && changes.included.has(key) ? null : person.exclusion
    const typed = asked !== undefined && addresses.includes(asked) ? { address: asked } : null
    const choice = excluded === null ? (typed ?? chooseAddress(contactPoints)) : { reason: excluded }
    const base = { personId, name, relationship, addresses }
    if (choice === null) return { ...base, state: 'no-address', address: null }
    if ('reason' in choice) return { ...base, state: choice.reason, address: null }
    if (changes.dropped.has(key)) return { ...base, state: 'dropped', address: choice.address }
    return { ...base, state: 'written', address: choice.address }
  }
  const isWritten = (people: readonly PlannedPerson[]) => people.some(({ state }) => state === 'written')
  const moved = changes.moved.get(pupil.id) ?? null
  const end = (people: readonly PlannedPerson[], why: PlannedFamily['why']): FamilyDecision => ({
    pupil,
    people,
    moved,
    why: moved === null ? why : 'moved',
  })
  if (audience === 'pupils') {
    const people = [look(asPupil(pupil))]
    return end(people, isWritten(people) ? 'own-address' : 'no-address')
  }
  const people = pupil.guardians.map((guardian) => look(asGuardian(guardian)))
  const written = people.filter(({ state }) => state === 'written').length
  if (written > 0) return end(people, written > 1 ? 'both-guardians' : 'one-guardian')
  const allowed = pupil.guardians.filter((guardian) => exclusionOf(guardian) === null)
  const ownContact = allowed.some((guardian) => guardian.relationship === 'self')
  const adult = allowed.length === 0 && isAdult(pupil, today)
  // Whoever the teacher took off the plan is not replaced by the pupil.
  const isDropped = people.some(({ state }) => state === 'dropped')
  if ((ownContact || adult) && !isDropped) {
    const own = look(asPupil(pupil))
    // A pupil entered as their own guardian stands once in the list.
    const others = people.filter(({ personId }) => personId !== pupil.id)
    if (own.state !== 'no-address') {
      const why = own.state === 'written' ? (ownContact ? 'own-contact' : 'adult') : 'no-address'
      return end([...others, own], why)
    }
  }
  return end(people, people.length === 0 ? 'nothing-known' : 'no-address')
}

/**
 * Plans a message to the pupils of a class or to their guardians. Inactive pupils (left the class) are ignored.
 * Every active pupil is either about someone in `recipients` or listed in `missing` with the phones that remain.
 *
 * @param pupils the sheets of the class, in the order the plan should keep
 */
export function planRecipients(
  audience: Audience,
  pupils: readonly PupilSheet[],
  options: PlanOptions = {},
): RecipientPlan {
  const { recipients, missing, excluded } = planFamilies(audience, pupils, options)
  return { recipients, missing, excluded }
}

/** As `planRecipients`, with each pupil's people and what was decided for them. */
export function planFamilies(
  audience: Audience,
  pupils: readonly PupilSheet[],
  options: PlanOptions = {},
): RecipientPlan & { readonly families: Omit<PlannedFamily, 'className'>[] } {
  const { today, textFor = () => '' } = options
  const changes = indexChanges(options.changes ?? [])
  const drafts: Draft[] = []
  const missing: RecipientPlan['missing'] = []
  const excluded: RecipientPlan['excluded'] = []
  const families: Omit<PlannedFamily, 'className'>[] = []
  for (const pupil of pupils) {
    if (!pupil.active) continue
    const { people, why, moved } = decide(pupil, audience, today, changes)
    const about = displayName(pupil)
    for (const { name, state } of people) {
      if (state !== 'written' && state !== 'no-address') excluded.push({ name, about, reason: state })
    }
    const written = moved === null ? people.filter(({ state }) => state === 'written') : []
    for (const { personId, name, address } of written) {
      if (address !== null) addRecipient(drafts, personId, name, address, pupil)
    }
    const phones = numbersToCall(pupil).map(({ value }) => value)
    const byPhone = phones.length > 0 ? 'phone' : 'none'
    families.push({
      pupilId: pupil.id,
      name: about,
      channel: written.length > 0 ? 'email' : (moved ?? byPhone),
      why,
      moved,
      phones,
      people: [...people],
    })
    if (written.length > 0) continue
    const familyByMail = pupil.guardians.some((guardian) => {
      const choice = exclusionOf(guardian) === null ? chooseAddress(guardian.contactPoints) : null
      return choice !== null && 'address' in choice
    })
    missing.push({
      pupilId: pupil.id,
      name: about,
      reach: familyByMail && moved === null ? 'email' : byPhone,
      phones,
      ...(moved === null ? {} : { moved }),
    })
  }
  return { recipients: drafts.flatMap((draft) => toRecipients(draft, textFor)), missing, excluded, families }
}
