export { Locked } from './locked.tsx'
export { Rescue } from './rescue.tsx'
