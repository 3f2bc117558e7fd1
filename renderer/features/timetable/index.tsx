/** What other screens show of the timetable; the screen itself is `screen.tsx`. */
export { NextLessons } from './next-lessons.tsx'
