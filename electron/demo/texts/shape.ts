/** How the texts of one subject are written down; `assignments.ts` fills the places in braces. */
import type { Level } from '../model.ts'

type Category = 'Exercices' | 'Devoir maison' | 'Leçon' | 'Lecture' | 'Évaluation' | 'Projet'

/**
 * Places: `{chapitre}`, `{page}`, `{a}` < `{b}` < `{c}` exercise numbers, `{minutes}`. A task with a file
 * has an attachment; its lines are what the file says.
 */
export interface Task {
  readonly category: Category
  readonly title: string
  readonly html: string
  readonly file?: { readonly name: string; readonly kind: 'pdf' | 'odt' | 'txt'; readonly lines: readonly string[] }
}

export interface SubjectTexts {
  readonly chapters: Readonly<Partial<Record<Level, readonly string[]>>>
  readonly tasks: readonly Task[]
}

const paragraph = (text: string) => `<p>${text}</p>`
const list = (tag: 'ul' | 'ol', items: readonly string[]) =>
  `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`

export const html = {
  paragraph,
  bullets: (intro: string, ...items: readonly string[]) => paragraph(intro) + list('ul', items),
  steps: (intro: string, ...items: readonly string[]) => paragraph(intro) + list('ol', items),
}
