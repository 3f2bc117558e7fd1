/**
 * Who receives a message, decided from the pupils' sheets alone. One message per person, one address per
 * message: a plan has no way to say "these two families together" (invariant 2 of design.md).
 *
 * Guardians: levels 1 and 2 with authority and no court order against contact; both of them by default, since
 * joint authority is the rule (peers.md §5 #16). Level 3 is a person to contact and gets nothing by default.
 */
import type {
  Audience,
  ContactPointView,
  GuardianView,
  PupilSheet,
  Recipient,
  RecipientPlan,
} from '../contract/views.ts'
import { checkMailAddress, mailboxKey } from './mail-address.ts'

type ExclusionReason = RecipientPlan['excluded'][number]['reason']
const AGE_OF_MAJORITY = 18
const LAST_LEVEL_WRITTEN_TO = 2

/** Between the names of two people who read the same mailbox, or of two pupils; the same in every language. */
const NAME_SEPARATOR = ' & '

interface Named {
  readonly givenName: string
  readonly familyName: string
}
export const displayName = (person: Named): string => `${person.givenName} ${person.familyName}`.trim()

/** Why a guardian is left out for a pupil, before looking at addresses; null when they may be written to. */
function exclusionOf(guardian: GuardianView): ExclusionReason | null {
  if (guardian.courtBlock) return 'court-block'
  if (guardian.level > LAST_LEVEL_WRITTEN_TO) return 'contact-only'
  // A pupil entered as their own guardian answers for themselves, whatever the source says of authority.
  if (!guardian.authority && guardian.relationship !== 'self') return 'no-authority'
  return null
}

/** The one address to use for a person, or why none can be; null when there was none to begin with. */
function chooseAddress(points: readonly ContactPointView[]): { address: string } | { reason: ExclusionReason } | null {
  let reason: ExclusionReason | null = null
  let found: { address: string; verified: boolean } | null = null
  for (const point of points) {
    if (point.kind !== 'email') continue
    const verdict = checkMailAddress(point.value)
    if (!verdict.ok) reason ??= 'address-invalid'
    else if (point.optedOut === true) reason = 'opted-out'
    else if (point.bounced) reason = reason === 'opted-out' ? reason : 'bounced'
    else if (found === null || (point.verified && !found.verified)) {
      found = { address: verdict.address, verified: point.verified }
    }
  }
  if (found !== null) return { address: found.address }
  return reason === null ? null : { reason }
}

const phonesOf = (points: readonly ContactPointView[]): string[] =>
  points.filter((point) => point.kind === 'phone' && point.optedOut !== true).map((point) => point.value)

/** A number a pupil's family can be called at. */
export interface NumberToCall {
  readonly value: string
  readonly owner: string
}

/** The pupil's own numbers, then those of the guardians who may be contacted; each once, with whose it is. */
export function numbersToCall(pupil: PupilSheet): NumberToCall[] {
  const people = [pupil, ...pupil.guardians.filter((guardian) => exclusionOf(guardian) === null)]
  const numbers = people.flatMap((person) =>
    phonesOf(person.contactPoints).map((value) => ({ value, owner: displayName(person) })),
  )
  return [...new Map(numbers.toReversed().map((number) => [number.value, number])).values()].toReversed()
}

function isAdult(pupil: PupilSheet, today: string | undefined): boolean {
  if (today === undefined || pupil.birthDate === null) return false
  const majority = `${Number(pupil.birthDate.slice(0, 4)) + AGE_OF_MAJORITY}${pupil.birthDate.slice(4)}`
  return majority <= today.slice(0, 10)
}

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

function toRecipient(draft: Draft): Recipient {
  const [personId] = draft.personIds
  if (personId === undefined) throw new RangeError('a recipient without a person')
  return {
    personId,
    pupilIds: draft.pupils.map((pupil) => pupil.id),
    name: draft.names.join(NAME_SEPARATOR),
    about: draft.pupils.map(displayName).join(NAME_SEPARATOR),
    address: draft.address,
  }
}

export interface PlanOptions {
  /** ISO date; with it, a pupil of age with no guardian to write to is written to in person. */
  readonly today?: string
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
  const drafts: Draft[] = []
  const missing: RecipientPlan['missing'] = []
  const excluded: RecipientPlan['excluded'] = []
  const addPupil = (pupil: PupilSheet): boolean => {
    const choice = chooseAddress(pupil.contactPoints)
    if (choice === null) return false
    const name = displayName(pupil)
    if ('reason' in choice) excluded.push({ name, about: name, reason: choice.reason })
    else addRecipient(drafts, pupil.id, name, choice.address, pupil)
    return 'address' in choice
  }

  for (const pupil of pupils) {
    if (!pupil.active) continue
    const allowed = pupil.guardians.filter((guardian) => exclusionOf(guardian) === null)
    let reached = false
    if (audience === 'pupils') {
      reached = addPupil(pupil)
    } else {
      for (const guardian of pupil.guardians) {
        const exclusion = exclusionOf(guardian)
        const choice = exclusion === null ? chooseAddress(guardian.contactPoints) : { reason: exclusion }
        if (choice === null) continue
        const name = displayName(guardian)
        if ('reason' in choice) excluded.push({ name, about: displayName(pupil), reason: choice.reason })
        else {
          addRecipient(drafts, guardian.personId, name, choice.address, pupil)
          reached = true
        }
      }
      const ownContact = allowed.some((guardian) => guardian.relationship === 'self')
      if (!reached && (ownContact || (allowed.length === 0 && isAdult(pupil, options.today)))) reached = addPupil(pupil)
    }
    if (reached) continue
    const phones = numbersToCall(pupil).map(({ value }) => value)
    const familyByMail = allowed.some((guardian) => {
      const choice = chooseAddress(guardian.contactPoints)
      return choice !== null && 'address' in choice
    })
    missing.push({
      pupilId: pupil.id,
      name: displayName(pupil),
      reach: familyByMail ? 'email' : phones.length > 0 ? 'phone' : 'none',
      phones,
    })
  }
  return { recipients: drafts.map(toRecipient), missing, excluded }
}
