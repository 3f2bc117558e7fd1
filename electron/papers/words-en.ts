import type { PaperWords } from './words-fr.ts'

export const EN: PaperWords = {
  page: 'Page',
  confidential: 'Confidential: personal data of pupils and families. Destroy after use.',
  printedOn: (date) => `Printed on ${date}`,
  period: (from, to) => `From ${from} to ${to}`,
  since: (from) => `From ${from}`,
  until: (to) => `Until ${to}`,
  schoolYear: (year) => `School year ${year}`,
  level: { 1: '', 2: 'in charge of the pupil', 3: 'person to contact' },
  noAuthority: 'without parental authority',
  own: 'pupil',
  doNotContact: 'DO NOT CONTACT (court order)',

  booklet: 'Emergency booklet',
  bookletLead: 'What it takes to run the class while the school’s platform is down.',
  contents: 'In this booklet',
  bookletNotice:
    'This booklet holds names, and sometimes addresses and numbers. Keep it with you, do not leave it in the staff room, and destroy it when it is no longer needed.',

  work: 'Work to do',
  dueFor: (date) => `For ${date}`,
  undated: 'No date',
  noWork: 'No work to do in this period.',
  noSubject: 'All subjects',
  documents: 'Documents',

  roster: 'Class list',
  rosterLead: (pupils) => (pupils === 1 ? `${pupils} pupil` : `${pupils} pupils`),
  columns: { pupil: 'Pupil', born: 'Born', remarks: 'Remarks' },
  noPupils: 'No pupil in this class.',

  phones: 'Call sheet',
  phonesLead: 'One line per number. Tick as you call, then enter the results in Trousse.',
  phonesOf: (subject) => `Families that the message “${subject}” did not reach.`,
  phoneColumns: { who: 'To call', phone: 'Telephone', result: 'Result', notes: 'Time, notes' },
  results: { reached: 'reached', voicemail: 'message', nothing: 'no answer' },
  noPhone: 'no number',
  nobodyToCall: 'Nobody to call: every family was reached.',

  attendance: 'Attendance sheet',
  attendanceLead: 'A: absent, L: late.',
  absent: 'Absent',

  form: 'Contact form',
  formLead:
    'To be filled in by the family and brought back to the teacher. It serves to reach you when the platform is down.',
  formPupil: 'Pupil',
  formFields: {
    name: 'Family name and first name',
    class: 'Class',
    guardian: (number) => `Guardian ${number}`,
    relationship: 'Relationship to the pupil',
    mobile: 'Mobile',
    otherPhone: 'Other telephone',
    email: 'E-mail (in capitals)',
    address: 'Postal address',
  },
  formWays: 'You would rather be reached',
  ways: ['by e-mail', 'by telephone', 'by text message', 'by a letter given to the pupil'],
  formOffline: 'At home, the pupil has',
  offline: ['a computer', 'a printer', 'a telephone only', 'no device'],
  formLegal:
    'The teacher keeps these details, encrypted on their computer, to reach families and hand over work during an outage. They are given to nobody and erased at the end of the school year. You may see them, correct them or have them erased at any time by writing to the teacher or the school (Regulation (EU) 2016/679). Every answer is optional.',
  formDate: 'Date',
  formSignature: 'Signature',

  workFor: (what, date) => `${what} (for ${date})`,
  letters: 'Letter to families',
  byHand: 'To be handed over in person',
  guardiansOf: (pupil) => `To the guardians of ${pupil}`,
  guardianOf: (pupil) => `Guardian of ${pupil}`,
  onDate: (date) => date,
  object: (subject) => `Subject: ${subject}`,

  labels: 'Labels',
  labelsFamily: 'Family of',

  coverage: 'Who a message reached',
  coverageOf: (subject, date) => `“${subject}”, ${date}`,
  coverageFigures: {
    total: 'pupils concerned',
    byMail: 'reached by e-mail',
    byPhone: 'by telephone',
    byPost: 'by post',
    left: 'to reach',
  },
  coverageColumns: { pupil: 'Pupil', way: 'State', calls: 'Calls', notes: 'Notes' },
  reachedBy: {
    mail: 'reached by e-mail',
    phone: 'reached by telephone',
    post: 'reached by post',
    waiting: 'being sent',
    none: 'not reached yet',
  },
  allByMail: 'Every family was reached by e-mail.',
}
