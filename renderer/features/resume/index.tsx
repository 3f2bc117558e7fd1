export { CopyButton } from './copy-button.tsx'
export { HandOver } from './hand-over.tsx'
export { SoFar } from './so-far.tsx'
