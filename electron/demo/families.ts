/** Families first, then pupils: what makes a roster difficult (two homes, siblings, court orders) is a family's. */

import type { DemoGuardian, DemoPupil, GuardianshipRecord, Level, Relationship } from './model.ts'
import { addressLocalPart, BOYS, FAMILY_NAMES, GIRLS, MEN, WOMEN } from './names.ts'
import { landlineNumber, mobileNumber } from './phones.ts'
import { createRandom, type Random } from './random.ts'

export type NewPupil = Omit<DemoPupil, 'classId'>

type FamilyKind = 'together' | 'separated' | 'single' | 'guarded'
/** Cases that every demonstration must have, whatever its seed: given to the first families. */
type Particular = 'court-block' | 'no-contact' | 'phone-only' | 'tutor' | 'adult' | 'siblings' | 'two-homes'
const PARTICULARS: readonly Particular[] = [
  'two-homes',
  'siblings',
  'court-block',
  'no-contact',
  'phone-only',
  'tutor',
  'adult',
  'no-contact',
  'siblings',
  'court-block',
]

/** Shares of families; together they give about 1.86 guardians per pupil, which is what a lycée's list shows. */
const SHARE = {
  separated: 0.27,
  single: 0.09,
  guarded: 0.02,
  siblings: 0.12,
  thirdSibling: 0.08,
  contactOnly: 0.26,
  courtBlock: 0.012,
  noContact: 0.025,
  phoneOnly: 0.05,
} as const

const HOME_DOMAINS = ['example.org', 'example.com', 'example.net', 'courriel.example', 'boite.example'] as const
const PUPIL_DOMAIN = 'eleves.trois-tilleuls.example'
const LEVELS: readonly Level[] = ['2de', '1re', 'Tle']
/** Age reached in the calendar year in which the school year starts. */
const AGE: Readonly<Record<Level, number>> = { '2de': 15, '1re': 16, Tle: 17 }

interface Contacts {
  readonly email: boolean
  readonly phone: boolean
}

/** Builds people with addresses and numbers that no two of them share. */
class PeopleMaker {
  readonly pupils: NewPupil[] = []
  readonly guardians: DemoGuardian[] = []
  readonly #random: Random
  readonly #firstYear: number
  readonly #taken = new Set<string>()
  #mobiles = 0
  #landlines = 0

  constructor(random: Random, firstYear: number) {
    this.#random = random
    this.#firstYear = firstYear
  }

  #address(givenName: string, familyName: string, domain: string): string {
    const local = addressLocalPart(givenName, familyName)
    let address = `${local}@${domain}`
    for (let suffix = 2; this.#taken.has(address); suffix++) address = `${local}${suffix}@${domain}`
    this.#taken.add(address)
    return address
  }

  adult(woman: boolean, familyName: string, contacts: Contacts): DemoGuardian {
    const random = this.#random
    const givenName = random.pick(woman ? WOMEN : MEN)
    const domain = random.pick(HOME_DOMAINS)
    const guardian: DemoGuardian = {
      id: `resp-${String(this.guardians.length + 1).padStart(5, '0')}`,
      familyName,
      givenName,
      email: contacts.email ? this.#address(givenName, familyName, domain) : null,
      mobile: contacts.phone ? mobileNumber(this.#mobiles++) : null,
      landline: contacts.phone && random.chance(0.3) ? landlineNumber(this.#landlines++) : null,
    }
    this.guardians.push(guardian)
    return guardian
  }

  /** An adult pupil as the person in charge of himself or herself. */
  self(pupil: Omit<NewPupil, 'guardianships'>): DemoGuardian {
    const guardian: DemoGuardian = {
      id: `resp-${String(this.guardians.length + 1).padStart(5, '0')}`,
      familyName: pupil.familyName,
      givenName: pupil.givenName,
      email: pupil.email,
      mobile: pupil.mobile ?? mobileNumber(this.#mobiles++),
      landline: null,
    }
    this.guardians.push(guardian)
    return guardian
  }

  child(familyName: string, level: Level, contacts: Contacts, adult: boolean): Omit<NewPupil, 'guardianships'> {
    const random = this.#random
    const girl = random.chance(0.51)
    const givenName = random.pick(girl ? GIRLS : BOYS)
    const drift = random.chance(0.08) ? -1 : random.chance(0.03) ? 1 : 0
    const year = this.#firstYear - AGE[level] + drift - (adult ? 2 : 0)
    const month = String(random.between(1, adult ? 8 : 12)).padStart(2, '0')
    const day = String(random.between(1, 28)).padStart(2, '0')
    const pupil = {
      id: `eleve-${String(this.pupils.length + 1).padStart(5, '0')}`,
      familyName,
      givenName,
      birthDate: `${year}-${month}-${day}`,
      level,
      email: contacts.email ? this.#address(givenName, familyName, PUPIL_DOMAIN) : null,
      mobile: contacts.phone ? mobileNumber(this.#mobiles++) : null,
      landline: null,
    }
    return pupil
  }

  add(pupil: Omit<NewPupil, 'guardianships'>, guardianships: readonly GuardianshipRecord[]): void {
    this.pupils.push({ ...pupil, guardianships })
  }
}

function link(
  guardian: DemoGuardian,
  level: 1 | 2 | 3,
  relationship: Relationship,
  change: Partial<GuardianshipRecord> = {},
): GuardianshipRecord {
  return {
    guardianExternalId: guardian.id,
    level,
    relationship,
    authority: level === 1,
    courtBlock: false,
    primary: false,
    ...change,
  }
}

function kindOf(random: Random, particular: Particular | undefined): FamilyKind {
  if (particular === 'two-homes' || particular === 'court-block') return 'separated'
  if (particular === 'tutor') return 'guarded'
  const drawn = random.next()
  if (drawn < SHARE.separated) return 'separated'
  if (drawn < SHARE.separated + SHARE.single) return 'single'
  if (drawn < SHARE.separated + SHARE.single + SHARE.guarded) return 'guarded'
  return 'together'
}

/** What a family can be reached by. */
function contactsOf(random: Random, particular: Particular | undefined): Contacts {
  const drawn = random.next()
  if (particular === 'no-contact') return { email: false, phone: false }
  if (particular === 'phone-only') return { email: false, phone: true }
  if (particular !== undefined) return { email: true, phone: true }
  if (drawn < SHARE.noContact) return { email: false, phone: false }
  if (drawn < SHARE.noContact + SHARE.phoneOnly) return { email: false, phone: true }
  return { email: true, phone: true }
}

function parentsOf(
  maker: PeopleMaker,
  random: Random,
  kind: FamilyKind,
  familyName: string,
  contacts: Contacts,
  blocked: boolean,
): GuardianshipRecord[] {
  // One of two parents often gives no address: the family is still reachable through the other.
  const partly = (): Contacts => (contacts.email && random.chance(0.12) ? { email: false, phone: true } : contacts)
  if (kind === 'guarded') {
    const foster = random.chance(0.4)
    const tutor = maker.adult(random.chance(0.5), random.pick(FAMILY_NAMES), contacts)
    return [link(tutor, foster ? 2 : 1, foster ? 'foster' : 'guardian', { authority: !foster, primary: true })]
  }
  if (kind === 'single') {
    const mother = random.chance(0.85)
    return [link(maker.adult(mother, familyName, contacts), 1, mother ? 'mother' : 'father', { primary: true })]
  }
  const otherName = kind === 'separated' || random.chance(0.2) ? random.pick(FAMILY_NAMES) : familyName
  const motherName = kind === 'separated' ? otherName : familyName
  const mother = maker.adult(true, motherName, contacts)
  const father = maker.adult(false, kind === 'separated' ? familyName : otherName, blocked ? contacts : partly())
  const fatherLink = blocked
    ? link(father, 2, 'father', { authority: false, courtBlock: true })
    : link(father, 1, 'father')
  return [link(mother, 1, 'mother', { primary: true }), fatherLink]
}

/** Exactly `count` pupils, with their families, in the order in which the families were made. */
export function makeFamilies(
  seed: number,
  count: number,
  firstYear: number,
): { pupils: readonly NewPupil[]; guardians: readonly DemoGuardian[] } {
  const random = createRandom(seed, 'families')
  const maker = new PeopleMaker(random, firstYear)
  for (let family = 0; maker.pupils.length < count; family++) {
    const particular = PARTICULARS[family]
    const kind = kindOf(random, particular)
    const contacts = contactsOf(random, particular)
    const familyName = random.pick(FAMILY_NAMES)
    const blocked = particular === 'court-block' || (kind === 'separated' && random.chance(SHARE.courtBlock))
    const wished =
      particular === 'siblings' || random.chance(SHARE.siblings) ? (random.chance(SHARE.thirdSibling) ? 3 : 2) : 1
    const children = particular === 'adult' ? 1 : Math.min(wished, count - maker.pupils.length)
    const parents = particular === 'adult' ? [] : parentsOf(maker, random, kind, familyName, contacts, blocked)
    if (parents.length > 0 && random.chance(SHARE.contactOnly)) {
      const grandparent = random.chance(0.7)
      const contact = maker.adult(random.chance(0.6), random.pick(FAMILY_NAMES), {
        email: false,
        phone: contacts.phone,
      })
      parents.push(link(contact, 3, grandparent ? 'grandparent' : 'other', { authority: false }))
    }
    // In turn, so that the three levels stay of one size.
    const firstLevel = maker.pupils.length % LEVELS.length
    for (let child = 0; child < children; child++) {
      // Siblings sit in different levels, hence in different classes.
      const level = particular === 'adult' ? 'Tle' : (LEVELS[(firstLevel + child) % LEVELS.length] ?? '2de')
      const own = { email: contacts.email && random.chance(0.7), phone: contacts.phone && random.chance(0.25) }
      const adult = particular === 'adult'
      const pupil = maker.child(familyName, level, adult ? { email: true, phone: true } : own, adult)
      maker.add(pupil, adult ? [link(maker.self(pupil), 1, 'self', { primary: true })] : parents)
    }
  }
  return { pupils: maker.pupils, guardians: maker.guardians }
}
