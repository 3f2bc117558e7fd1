/** The demonstration school as plain data; `oneroster/` and `web/` show it in their own ways. */
import type { GuardianshipRecord, Relationship } from '../contract/snapshot.ts'
import type { SchoolYear } from './calendar.ts'

export type Level = '2de' | '1re' | 'Tle'

export interface DemoPerson {
  readonly id: string
  readonly familyName: string
  readonly givenName: string
  readonly email: string | null
  readonly mobile: string | null
  readonly landline: string | null
}
export interface DemoPupil extends DemoPerson {
  readonly birthDate: string
  readonly level: Level
  readonly classId: string
  readonly guardianships: readonly GuardianshipRecord[]
}
export type DemoGuardian = DemoPerson
export interface DemoTeacher extends DemoPerson {
  readonly subject: string
}

export interface DemoClass {
  readonly id: string
  /** A division, or a teaching group drawn from several divisions. */
  readonly kind: 'class' | 'group'
  readonly name: string
  readonly level: Level
  readonly subject: string | null
  readonly pupilIds: readonly string[]
  readonly teacherIds: readonly string[]
  readonly room: string
}

/** One subject taught to one class or group by one teacher. */
export interface Teaching {
  readonly classId: string
  readonly level: Level
  readonly subject: string
  readonly teacherId: string
  readonly slots: readonly Slot[]
}
/** A lesson of every week. */
export interface Slot {
  /** 1 Monday … 5 Friday. */
  readonly weekday: number
  /** Minutes after midnight, legal time. */
  readonly start: number
  readonly end: number
  readonly room: string
}

export interface DemoFile {
  readonly name: string
  readonly mediaType: string
  /** Makes the bytes; the same key always gives the same bytes. */
  readonly key: string
  readonly bytes: () => Uint8Array
}
export interface DemoAttachment {
  readonly id: string
  readonly file: DemoFile
}
export interface DemoAssignment {
  readonly id: string
  readonly classId: string
  readonly subject: string
  readonly category: string
  readonly title: string
  readonly descriptionHtml: string
  readonly assignedOn: string
  readonly dueOn: string
  readonly attachments: readonly DemoAttachment[]
}

export interface DemoSchool {
  readonly seed: number
  readonly name: string
  readonly uai: string
  readonly year: SchoolYear
  readonly pupils: readonly DemoPupil[]
  readonly guardians: readonly DemoGuardian[]
  readonly teachers: readonly DemoTeacher[]
  readonly classes: readonly DemoClass[]
  readonly teachings: readonly Teaching[]
  readonly assignments: readonly DemoAssignment[]
  readonly attachments: ReadonlyMap<string, DemoAttachment>
  /** The teacher whose timetable and pages the web side shows. */
  readonly featuredTeacherId: string
}

export type { GuardianshipRecord, Relationship }
