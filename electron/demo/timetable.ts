/** Finds teachers and hours so that nobody is in two rooms at once. */
import type { DemoTeacher, Level, Slot, Teaching } from './model.ts'
import { addressLocalPart, FAMILY_NAMES, MEN, WOMEN } from './names.ts'
import { createRandom, type Random } from './random.ts'
import { disciplineOf } from './subjects.ts'

const at = (hour: number, minute: number) => hour * 60 + minute
const LESSON_MINUTES = 55
const MORNING = [at(8, 0), at(8, 55), at(10, 5), at(11, 0)]
const AFTERNOON = [at(13, 0), at(13, 55), at(15, 5), at(16, 0)]
const WEDNESDAY = 3

/** Every hour of the week that can hold a lesson. */
const HOURS = [1, 2, 3, 4, 5].flatMap((weekday) =>
  (weekday === WEDNESDAY ? MORNING : [...MORNING, ...AFTERNOON]).map((start) => ({ weekday, start })),
)
/** Statutory weekly service of a certified teacher, in hours. */
const FULL_SERVICE = 18
const SAME_SUBJECT_PER_DAY = 2
const TEACHER_DOMAIN = 'ac-fictive.example'

interface Agenda {
  readonly teacher: DemoTeacher
  readonly busy: Set<number>
}

export interface Wanted {
  readonly classId: string
  readonly level: Level
  readonly subject: string
  readonly hours: number
  /** Given when the hours are shared with other groups; otherwise they are found here. */
  readonly fixedHours?: readonly number[]
}

export class Timetable {
  readonly teachers: DemoTeacher[] = []
  readonly teachings: Teaching[] = []
  readonly #random: Random
  readonly #agendas = new Map<string, Agenda[]>()
  readonly #classBusy = new Map<string, Set<number>>()
  readonly #addresses = new Set<string>()

  constructor(seed: number) {
    this.#random = createRandom(seed, 'timetable')
  }

  /** Reserves the same free hours for all these classes; the hours' indexes. */
  reserve(classIds: readonly string[], hours: number): readonly number[] {
    const free = this.#random
      .shuffle(HOURS.map((_, index) => index))
      .filter((hour) => classIds.every((id) => !this.#busyOf(id).has(hour)))
    const chosen = this.#spread(free, hours)
    for (const id of classIds) for (const hour of chosen) this.#busyOf(id).add(hour)
    return chosen
  }

  add(wanted: Wanted): void {
    const { hours: count, fixedHours } = wanted
    const discipline = disciplineOf(wanted.subject)
    const agendas = this.#agendas.get(discipline) ?? []
    this.#agendas.set(discipline, agendas)
    const classBusy = this.#busyOf(wanted.classId)
    const order =
      fixedHours ?? this.#random.shuffle(HOURS.map((_, index) => index)).filter((hour) => !classBusy.has(hour))
    const freeFor = (agenda: Agenda) => {
      if (agenda.busy.size + count > FULL_SERVICE) return null
      const free = order.filter((hour) => !agenda.busy.has(hour))
      return free.length < count ? null : this.#spread(free, count)
    }
    let chosen: readonly number[] | null = null
    let agenda = agendas.find((candidate) => {
      chosen = freeFor(candidate)
      return chosen !== null
    })
    if (!agenda) {
      agenda = { teacher: this.#hire(discipline), busy: new Set() }
      agendas.push(agenda)
      chosen = this.#spread(order, count)
    }
    const room = `${this.#random.pick(['A', 'B', 'C', 'D'])}${this.#random.between(0, 2)}${String(this.#random.between(1, 14)).padStart(2, '0')}`
    const slots: Slot[] = []
    for (const hour of chosen ?? []) {
      agenda.busy.add(hour)
      classBusy.add(hour)
      const time = HOURS[hour]
      if (time) slots.push({ ...time, end: time.start + LESSON_MINUTES, room })
    }
    slots.sort((a, b) => a.weekday - b.weekday || a.start - b.start)
    const { classId, level, subject } = wanted
    this.teachings.push({ classId, level, subject, teacherId: agenda.teacher.id, slots })
  }

  #busyOf(classId: string): Set<number> {
    const busy = this.#classBusy.get(classId) ?? new Set<number>()
    this.#classBusy.set(classId, busy)
    return busy
  }

  /** The first `count` of these hours, not crowded on one day unless nothing else is left. */
  #spread(hours: readonly number[], count: number): readonly number[] {
    const perDay = new Map<number, number>()
    const chosen: number[] = []
    for (const hour of hours) {
      if (chosen.length === count) break
      const day = HOURS[hour]?.weekday ?? 0
      if ((perDay.get(day) ?? 0) >= SAME_SUBJECT_PER_DAY) continue
      perDay.set(day, (perDay.get(day) ?? 0) + 1)
      chosen.push(hour)
    }
    for (const hour of hours) {
      if (chosen.length === count) break
      if (!chosen.includes(hour)) chosen.push(hour)
    }
    return chosen
  }

  #hire(discipline: string): DemoTeacher {
    const random = this.#random
    const givenName = random.pick(random.chance(0.6) ? WOMEN : MEN)
    const familyName = random.pick(FAMILY_NAMES)
    const local = addressLocalPart(givenName, familyName)
    let email = `${local}@${TEACHER_DOMAIN}`
    for (let suffix = 2; this.#addresses.has(email); suffix++) email = `${local}${suffix}@${TEACHER_DOMAIN}`
    this.#addresses.add(email)
    const teacher: DemoTeacher = {
      id: `prof-${String(this.teachers.length + 1).padStart(3, '0')}`,
      givenName,
      familyName,
      email,
      mobile: null,
      landline: null,
      subject: discipline,
    }
    this.teachers.push(teacher)
    return teacher
  }
}
