/** Divisions, teaching groups, and who teaches them. */
import type { NewPupil } from './families.ts'
import type { DemoClass, DemoPupil, DemoTeacher, Level, Teaching } from './model.ts'
import { addressLocalPart } from './names.ts'
import { createRandom, type Random } from './random.ts'
import { COMMON, SECOND_LANGUAGE_HOURS, SECOND_LANGUAGES, SPECIALITY_BLOCKS, type Track } from './subjects.ts'
import { Timetable } from './timetable.ts'

const LEVELS: readonly Level[] = ['2de', '1re', 'Tle']
const GROUP_MAX = 35
/** A level with fewer divisions has no technological one. */
const STMG_FROM = 3

interface Division {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly track: Track
  readonly pupilIds: string[]
}

const slug = (name: string) => addressLocalPart(name).replace(/\./g, '-')

function nameDivisions(count: number): Division[] {
  return LEVELS.flatMap((level, rank) => {
    // The first levels take what does not divide by three.
    const ofLevel = Math.floor(count / LEVELS.length) + (rank < count % LEVELS.length ? 1 : 0)
    return Array.from({ length: ofLevel }, (_, index): Division => {
      const stmg = level !== '2de' && ofLevel >= STMG_FROM && index === ofLevel - 1
      const name = stmg ? `${level} STMG` : `${level} ${index + 1}`
      return { id: `classe-${slug(name)}`, name, level, track: stmg ? 'stmg' : 'general', pupilIds: [] }
    })
  })
}

/** Cuts a list into groups of nearly the same size, none above the maximum. */
function cut<T>(items: readonly T[]): T[][] {
  const groups = Math.ceil(items.length / GROUP_MAX)
  return Array.from({ length: groups }, (_, index) => items.filter((_item, position) => position % groups === index))
}

function chooseLanguage(random: Random): string {
  let drawn = random.next()
  for (const [language, share] of SECOND_LANGUAGES) {
    drawn -= share
    if (drawn < 0) return language
  }
  return 'Espagnol'
}

interface GroupPlan {
  readonly name: string
  readonly subject: string
  readonly pupilIds: readonly string[]
}

function planGroups(subject: string, prefix: string, pupilIds: readonly string[]): GroupPlan[] {
  const parts = cut(pupilIds)
  return parts.map((members, index) => ({
    name: parts.length > 1 ? `${prefix} ${index + 1}` : prefix,
    subject,
    pupilIds: members,
  }))
}

function groupBy(pupilIds: readonly string[], choose: (id: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const id of pupilIds) {
    const subject = choose(id)
    const members = groups.get(subject) ?? []
    members.push(id)
    groups.set(subject, members)
  }
  return groups
}

export interface SchoolClasses {
  readonly pupils: readonly DemoPupil[]
  readonly classes: readonly DemoClass[]
  readonly teachers: readonly DemoTeacher[]
  readonly teachings: readonly Teaching[]
}

export function makeClasses(seed: number, newPupils: readonly NewPupil[], divisionCount: number): SchoolClasses {
  const random = createRandom(seed, 'classes')
  const timetable = new Timetable(seed)
  const divisions = nameDivisions(divisionCount)
  const classOf = new Map<string, string>()
  for (const level of LEVELS) {
    const ofLevel = divisions.filter((division) => division.level === level)
    const pupils = random.shuffle(newPupils.filter((pupil) => pupil.level === level))
    pupils.forEach((pupil, index) => {
      const division = ofLevel[index % ofLevel.length]
      division?.pupilIds.push(pupil.id)
      if (division) classOf.set(pupil.id, division.id)
    })
  }

  const groups: DemoClass[] = []
  const addGroups = (level: Level, plans: readonly GroupPlan[], hours: readonly number[]) => {
    for (const plan of plans) {
      const id = `groupe-${slug(plan.name)}`
      timetable.add({ classId: id, level, subject: plan.subject, hours: hours.length, fixedHours: hours })
      groups.push({
        id,
        kind: 'group',
        name: plan.name,
        level,
        subject: plan.subject,
        pupilIds: plan.pupilIds,
        teacherIds: [],
        room: '',
      })
    }
  }
  for (const level of LEVELS) {
    const ofLevel = divisions.filter((division) => division.level === level)
    const general = ofLevel.filter((division) => division.track === 'general')
    const everyone = ofLevel.flatMap((division) => division.pupilIds)
    const languages = groupBy(everyone, () => chooseLanguage(random))
    const languageHours = timetable.reserve(
      ofLevel.map(({ id }) => id),
      SECOND_LANGUAGE_HOURS[level],
    )
    for (const [language, members] of languages) {
      addGroups(level, planGroups(language, `${level} ${language}`, members), languageHours)
    }
    const { hours, blocks } = SPECIALITY_BLOCKS[level]
    const taken = new Map<string, Set<string>>()
    blocks.forEach((block, index) => {
      const blockHours = timetable.reserve(
        general.map(({ id }) => id),
        hours,
      )
      const choices = groupBy(
        general.flatMap((division) => division.pupilIds),
        (pupilId) => {
          // The same speciality twice is no choice.
          const already = taken.get(pupilId) ?? new Set<string>()
          const subject = random.pick(block.filter((candidate) => !already.has(candidate)))
          taken.set(pupilId, already.add(subject))
          return subject
        },
      )
      for (const [subject, members] of choices) {
        const repeated = blocks.slice(0, index).some((earlier) => earlier.includes(subject))
        addGroups(level, planGroups(subject, `${level} Spé ${subject}${repeated ? ' bis' : ''}`, members), blockHours)
      }
    })
    for (const division of ofLevel) {
      for (const { subject, hours: weeklyHours } of COMMON[level][division.track]) {
        timetable.add({ classId: division.id, level, subject, hours: weeklyHours })
      }
    }
  }

  const withTeachers = (one: DemoClass): DemoClass => {
    const own = timetable.teachings.filter((teaching) => teaching.classId === one.id)
    return {
      ...one,
      teacherIds: [...new Set(own.map((teaching) => teaching.teacherId))],
      room: own[0]?.slots[0]?.room ?? '',
    }
  }
  const divisionClasses = divisions.map(
    ({ id, name, level, pupilIds }): DemoClass => ({
      id,
      kind: 'class',
      name,
      level,
      subject: null,
      pupilIds,
      teacherIds: [],
      room: '',
    }),
  )
  return {
    pupils: newPupils.flatMap((pupil) => {
      const classId = classOf.get(pupil.id)
      return classId === undefined ? [] : [{ ...pupil, classId }]
    }),
    classes: [...divisionClasses, ...groups].map(withTeachers),
    teachers: timetable.teachers,
    teachings: timetable.teachings,
  }
}
