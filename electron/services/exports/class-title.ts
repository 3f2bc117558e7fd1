import type { MaterialClass } from './material.ts'

/** Classes named one by one in a title or a file's name. */
const NAMED_CLASSES = 3

/** `6e A, 6e B`, or how many they are: the word is the same in both languages. */
export const classTitle = (classes: readonly MaterialClass[]): string =>
  classes.length > NAMED_CLASSES ? `${classes.length} classes` : classes.map(({ name }) => name).join(', ')
