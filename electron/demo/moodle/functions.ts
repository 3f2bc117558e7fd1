/** The web service functions that the demonstration's Moodle answers, with the shapes of protocol facts §5.3. */
import type { DemoScenario } from '../../contract/views.ts'
import type { DemoAssignment, DemoClass, DemoPerson, DemoSchool } from '../model.ts'
import { createTeacherView, type TeacherView } from '../teacher-view.ts'

export interface MoodleFault {
  readonly exception: string
  readonly errorcode: string
  readonly message: string
}
export const moodleFault = (errorcode: string, message: string): MoodleFault => ({
  exception: 'moodle_exception',
  errorcode,
  message,
})

const FUNCTIONS = [
  'core_webservice_get_site_info',
  'core_enrol_get_users_courses',
  'core_group_get_course_groups',
  'core_enrol_get_enrolled_users',
  'mod_assign_get_assignments',
] as const

const COURSE_BASE = 100
const GROUP_BASE = 2000
const PERSON_BASE = 5000
const ASSIGN_BASE = 20_000
/** A course the teacher follows as a pupil: none of their classes. */
const TRAINING = { id: 99, shortname: 'FORM-NUM', fullname: 'Se former au numérique' }

/** Whole seconds, as Moodle writes every date; hours are those of the server. */
const seconds = (day: string, hour: string) => Date.parse(`${day}T${hour}:00Z`) / 1000

export function createMoodleFunctions(school: DemoSchool, site: () => string) {
  const viewOf = createTeacherView(school)
  const people: readonly DemoPerson[] = [...school.teachers, ...school.pupils]
  const personNumber = new Map(people.map(({ id }, index) => [id, PERSON_BASE + index]))
  const assignNumber = new Map(school.assignments.map(({ id }, index) => [id, ASSIGN_BASE + index]))
  const courseNumber = new Map(school.classes.map(({ id }, index) => [id, COURSE_BASE + index]))

  const courseOf = (one: DemoClass, subject: string) => ({
    id: courseNumber.get(one.id),
    shortname: `${subject.slice(0, 5).toUpperCase()}-${one.name}`,
    fullname: one.kind === 'class' ? `${subject} ${one.name}` : one.name,
    idnumber: '',
    visible: 1,
    summary: '',
    format: 'topics',
    startdate: seconds(school.year.startsOn, '06:00'),
    enddate: seconds(school.year.endsOn, '18:00'),
    hidden: false,
  })

  /** Two halves of each division, for practical work. */
  const groupsOf = (one: DemoClass) =>
    one.kind === 'group'
      ? []
      : [1, 2].map((half) => ({
          id: GROUP_BASE + 2 * ((courseNumber.get(one.id) ?? 0) - COURSE_BASE) + half,
          courseid: courseNumber.get(one.id),
          name: `Groupe ${half}`,
          description: '',
          idnumber: '',
          enrolmentkey: 'never-read',
        }))

  const userOf = (person: DemoPerson, role: string, roleid: number, groups: readonly object[]) => {
    const id = personNumber.get(person.id) ?? 0
    return {
      id,
      fullname: `${person.givenName} ${person.familyName}`,
      firstname: person.givenName,
      lastname: person.familyName,
      username: `never-read-${id}`,
      // As users choose to show it, or not.
      ...(id % 2 === 0 && person.email !== null ? { email: person.email } : {}),
      lastaccess: 0,
      groups,
      roles: [{ roleid, name: '', shortname: role, sortorder: 0 }],
    }
  }

  function participants(view: TeacherView, one: DemoClass) {
    const groups = groupsOf(one)
    return [
      userOf(view.teacher, 'editingteacher', 3, []),
      ...view.pupilsOf(one.id).map((pupil, index) => {
        const group = groups[index % 2]
        return userOf(pupil, 'student', 5, group ? [{ id: group.id, name: group.name }] : [])
      }),
    ]
  }

  const assignOf = (assignment: DemoAssignment) => {
    const id = assignNumber.get(assignment.id) ?? 0
    return {
      id,
      cmid: id + 1,
      course: courseNumber.get(assignment.classId),
      name: assignment.title,
      duedate: seconds(assignment.dueOn, '07:00'),
      allowsubmissionsfromdate: seconds(assignment.assignedOn, '16:00'),
      cutoffdate: 0,
      timemodified: seconds(assignment.assignedOn, '16:00'),
      intro: assignment.descriptionHtml,
      introformat: 1,
      introfiles: [],
      introattachments: assignment.attachments.map(({ id: attachmentId, file }) => ({
        filename: file.name,
        filepath: '/',
        filesize: file.bytes().byteLength,
        fileurl: `${site()}/webservice/pluginfile.php/${id}/mod_assign/introattachment/0/${encodeURIComponent(attachmentId)}/${encodeURIComponent(file.name)}`,
        mimetype: file.mediaType,
        timemodified: seconds(assignment.assignedOn, '16:00'),
        isexternalfile: false,
      })),
    }
  }

  return function call(form: URLSearchParams, scenario: DemoScenario): unknown {
    const view = viewOf(scenario)
    const numbers = (name: string) =>
      [...form].filter(([key]) => key === name || key.startsWith(`${name}[`)).map(([, value]) => Number(value))
    const course = (id: number) => view.classes.find((one) => courseNumber.get(one.id) === id)
    const noCourse = moodleFault('errorcoursecontextnotvalid', 'Contexte de cours non valide')
    const [courseid = 0] = numbers('courseid')
    const one = course(courseid)
    switch (form.get('wsfunction')) {
      case 'core_webservice_get_site_info':
        return {
          sitename: `Moodle – ${school.name}`,
          siteurl: site(),
          userid: personNumber.get(view.teacher.id),
          username: 'professeur',
          fullname: `${view.teacher.givenName} ${view.teacher.familyName}`,
          functions: FUNCTIONS.map((name) => ({ name, version: '2025041400' })),
          downloadfiles: 1,
          release: '5.0',
        }
      case 'core_enrol_get_users_courses':
        return [
          ...view.classes.map((each) => courseOf(each, each.subject ?? view.teacher.subject)),
          { ...TRAINING, idnumber: '', visible: 1, summary: '', startdate: 0, enddate: 0, hidden: false },
        ]
      case 'core_group_get_course_groups':
        return courseid === TRAINING.id ? [] : one ? groupsOf(one) : noCourse
      case 'core_enrol_get_enrolled_users':
        if (courseid === TRAINING.id) return [userOf(view.teacher, 'student', 5, [])]
        return one ? participants(view, one) : noCourse
      case 'mod_assign_get_assignments': {
        const asked = numbers('courseids').map((id) => ({ id, one: course(id) }))
        return {
          courses: asked
            .filter((each) => each.one !== undefined)
            .map(({ id, one: found }) => ({
              id,
              shortname: '',
              fullname: found?.name,
              timemodified: 0,
              assignments: view.assignments.filter(({ classId }) => classId === found?.id).map(assignOf),
            })),
          warnings: asked
            .filter((each) => each.one === undefined)
            .map(({ id }) => ({ item: 'course', itemid: id, warningcode: '1', message: 'No access rights' })),
        }
      }
      default:
        return moodleFault('invalidrecord', 'Fonction inconnue')
    }
  }
}
