import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { classRecordSchema, guardianshipSchema } from '../../../electron/contract/snapshot.ts'
import { weekday } from '../../../electron/demo/calendar.ts'
import { generateSchool } from '../../../electron/demo/generator.ts'
import type { DemoSchool, Slot } from '../../../electron/demo/model.ts'

const today = '2026-11-24'
const school = generateSchool({ seed: 7, today })
const hash = (value: DemoSchool) =>
  createHash('sha256')
    .update(JSON.stringify(value, (_, part) => (part instanceof Map ? [...part] : part)))
    .digest('hex')

describe('the invented lycée', () => {
  it('is the same for the same seed, on every day of a week, and another for another seed', () => {
    expect(hash(generateSchool({ seed: 7, today }))).toBe(hash(school))
    expect(hash(generateSchool({ seed: 7, today: '2026-11-28' }))).toBe(hash(school))
    expect(hash(generateSchool({ seed: 8, today }))).not.toBe(hash(school))
  })

  it('has the size asked for', () => {
    expect(school.pupils).toHaveLength(420)
    expect(school.assignments).toHaveLength(1_500)
    expect(school.classes.filter(({ kind }) => kind === 'class')).toHaveLength(12)
    expect(school.guardians.length).toBeGreaterThan(720)
    expect(school.guardians.length).toBeLessThan(840)
    expect(school.year).toMatchObject({ title: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-03' })
  })

  it('gives a large school without collision of ids, addresses or numbers', () => {
    const large = generateSchool({ today, pupils: 2_000, assignments: 20_000 })
    expect(large.pupils).toHaveLength(2_000)
    expect(large.assignments).toHaveLength(20_000)
    const people = [...large.pupils, ...large.guardians, ...large.teachers]
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length)
    expect(new Set(large.classes.map(({ id }) => id)).size).toBe(large.classes.length)
    // An adult pupil is there twice, as pupil and as own contact, with one address.
    const doubled = large.pupils.filter(({ guardianships }) =>
      guardianships.some((g) => g.relationship === 'self'),
    ).length
    const emails = people.flatMap(({ email }) => email ?? [])
    expect(new Set(emails).size).toBe(emails.length - doubled)
    const mobiles = people.flatMap(({ mobile }) => mobile ?? [])
    expect(new Set(mobiles).size).toBe(mobiles.length - doubled)
  })

  it('uses reserved domains and numbers kept for fiction only', () => {
    for (const { email, mobile, landline } of [...school.pupils, ...school.guardians, ...school.teachers]) {
      if (email !== null) expect(email).toMatch(/^[a-z0-9.-]+@(?:[a-z0-9-]+\.)*(?:example|example\.(?:org|com|net))$/)
      if (mobile !== null) expect(mobile).toMatch(/^06 39 98 \d\d \d\d$/)
      if (landline !== null) expect(landline).toMatch(/^(?:01 99 00|02 61 91|03 53 01|04 65 71|05 36 49) \d\d \d\d$/)
    }
  })
})

describe('its families', () => {
  const guardians = new Map(school.guardians.map((guardian) => [guardian.id, guardian]))
  const links = school.pupils.flatMap(({ guardianships }) => guardianships)

  it('are described as the snapshot wants, with every guardian known and used', () => {
    for (const link of links) {
      expect(guardianshipSchema.safeParse(link).success).toBe(true)
      expect(guardians.has(link.guardianExternalId)).toBe(true)
    }
    expect(new Set(links.map((link) => link.guardianExternalId)).size).toBe(school.guardians.length)
    for (const pupil of school.pupils) {
      expect(pupil.guardianships.filter(({ primary }) => primary)).toHaveLength(1)
    }
  })

  it('hold every difficult case', () => {
    const reach = (pupil: DemoSchool['pupils'][number]) => {
      const people = [pupil, ...pupil.guardianships.flatMap((link) => guardians.get(link.guardianExternalId) ?? [])]
      return { email: people.some((p) => p.email), phone: people.some((p) => p.mobile ?? p.landline) }
    }
    const blocked = links.filter(({ courtBlock }) => courtBlock)
    expect(blocked.length).toBeGreaterThanOrEqual(2)
    expect(blocked.every(({ authority, primary }) => !authority && !primary)).toBe(true)
    expect(school.pupils.some((pupil) => !reach(pupil).email && !reach(pupil).phone)).toBe(true)
    expect(school.pupils.some((pupil) => !reach(pupil).email && reach(pupil).phone)).toBe(true)
    const kinds = new Set(links.map(({ relationship }) => relationship))
    for (const kind of ['mother', 'father', 'guardian', 'self', 'grandparent']) expect(kinds).toContain(kind)

    const adult = school.pupils.find(({ guardianships }) => guardianships.some((link) => link.relationship === 'self'))
    expect(adult && adult.birthDate <= '2008-11-24').toBe(true)

    const classesOf = new Map<string, Set<string>>()
    for (const pupil of school.pupils) {
      for (const { guardianExternalId, level } of pupil.guardianships) {
        if (level !== 1) continue
        classesOf.set(guardianExternalId, (classesOf.get(guardianExternalId) ?? new Set()).add(pupil.classId))
      }
    }
    expect([...classesOf.values()].some((classes) => classes.size >= 2)).toBe(true)

    const twoHomes = school.pupils.some(({ guardianships }) => {
      const [first, second] = guardianships.map((link) => guardians.get(link.guardianExternalId))
      return first?.email && second?.email && first.familyName !== second.familyName
    })
    expect(twoHomes).toBe(true)
  })
})

describe('its classes', () => {
  it('hold every pupil once, in the right level, and groups draw from several divisions', () => {
    const divisions = school.classes.filter(({ kind }) => kind === 'class')
    const placed = divisions.flatMap(({ pupilIds }) => pupilIds)
    expect(placed.toSorted()).toEqual(school.pupils.map(({ id }) => id).toSorted())
    for (const division of divisions) {
      expect(division.pupilIds.length).toBeGreaterThanOrEqual(30)
      expect(division.pupilIds.length).toBeLessThanOrEqual(37)
    }
    const byId = new Map(school.pupils.map((pupil) => [pupil.id, pupil]))
    const groups = school.classes.filter(({ kind }) => kind === 'group')
    expect(groups.length).toBeGreaterThan(20)
    for (const group of groups) {
      expect(classRecordSchema.shape.name.safeParse(group.name).success).toBe(true)
      expect(group.pupilIds.every((id) => byId.get(id)?.level === group.level)).toBe(true)
      expect(group.pupilIds.length).toBeLessThanOrEqual(35)
    }
    expect(groups.some((g) => new Set(g.pupilIds.map((id) => byId.get(id)?.classId)).size > 1)).toBe(true)
  })

  it('have a timetable in which nobody is in two rooms at once', () => {
    const overlaps = (slots: readonly Slot[]) =>
      new Set(slots.map((s) => `${s.weekday}-${s.start}`)).size < slots.length
    for (const teacher of school.teachers) {
      const own = school.teachings.filter(({ teacherId }) => teacherId === teacher.id).flatMap(({ slots }) => slots)
      expect(overlaps(own)).toBe(false)
      expect(own.length).toBeLessThanOrEqual(18)
    }
    for (const pupil of school.pupils) {
      const classes = new Set(school.classes.filter(({ pupilIds }) => pupilIds.includes(pupil.id)).map(({ id }) => id))
      const own = school.teachings.filter(({ classId }) => classes.has(classId)).flatMap(({ slots }) => slots)
      expect(own.length).toBeGreaterThan(22)
      expect(overlaps(own)).toBe(false)
    }
  })
})

describe('its homework', () => {
  it('is due on school days around now, when the class has that lesson', () => {
    const days = new Set(school.year.days)
    const teaching = (classId: string, subject: string) =>
      school.teachings.filter((one) => one.classId === classId && one.subject === subject)
    for (const { classId, subject, dueOn, assignedOn, title, descriptionHtml } of school.assignments) {
      expect(days.has(dueOn)).toBe(true)
      expect(assignedOn <= dueOn && assignedOn >= school.year.startsOn).toBe(true)
      const weekdays = teaching(classId, subject).flatMap(({ slots }) => slots.map((slot) => slot.weekday))
      expect(weekdays).toContain(weekday(dueOn))
      expect(title + descriptionHtml).not.toMatch(/[{}]|undefined/)
    }
    expect(school.assignments.filter(({ dueOn }) => dueOn >= today).length).toBeGreaterThan(150)
    expect(school.assignments.filter(({ dueOn }) => dueOn < today).length).toBeGreaterThan(500)
  })

  it('stays within the school year in the holidays', () => {
    const summer = generateSchool({ today: '2027-07-20', pupils: 60, assignments: 50 })
    expect(summer.year.title).toBe('2026-2027')
    const august = generateSchool({ today: '2027-08-15', pupils: 60, assignments: 50 })
    expect(august.year.title).toBe('2027-2028')
    for (const one of [summer, august]) {
      expect(one.assignments.every(({ dueOn }) => one.year.days.includes(dueOn))).toBe(true)
    }
  })

  it('has files on about three in ten, real ones, shared between parallel classes', () => {
    const share = school.assignments.filter(({ attachments }) => attachments.length > 0).length / 1_500
    expect(share).toBeGreaterThan(0.25)
    expect(share).toBeLessThan(0.36)
    const files = [...school.attachments.values()].map(({ file }) => file)
    const contents = new Set(files.map((file) => createHash('sha256').update(file.bytes()).digest('hex')))
    expect(contents.size).toBeLessThan(files.length / 2)
    for (const { name, bytes } of files) {
      expect(name).not.toMatch(/[\\/:*?"<>|]/)
      const data = Buffer.from(bytes())
      if (name.endsWith('.pdf')) expect(checkPdf(data)).toBe(true)
      else if (name.endsWith('.odt')) expect(data.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
      else expect(name).toMatch(/\.txt$/)
    }
  })
})

/** Every offset of the cross-reference table points at its object, and the stream has the length it says. */
function checkPdf(data: Buffer): boolean {
  const text = data.toString('latin1')
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]))
  const stream = /<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(text)
  return (
    text.startsWith('%PDF-1.4') &&
    text.slice(start).startsWith('xref\n0 6\n') &&
    offsets.length === 5 &&
    offsets.every((offset, index) => text.slice(offset).startsWith(`${index + 1} 0 obj\n`)) &&
    Number(stream?.[1]) === stream?.[2]?.length
  )
}
