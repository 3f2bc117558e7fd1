/** The shapes that screens, the terminal and the services share, by area. */

export * from './views/application.ts'
export * from './views/assignments.ts'
export * from './views/availability.ts'
export * from './views/common.ts'
export * from './views/demo.ts'
export * from './views/imports.ts'
export * from './views/messages.ts'
export * from './views/packs.ts'
export * from './views/people.ts'
export * from './views/sources.ts'
export * from './views/today.ts'
