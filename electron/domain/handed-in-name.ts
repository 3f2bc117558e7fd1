/** What a collected file is called once it leaves Trousse: "NOM Prénom – devoir.ext". Pure. */

export interface NamedHandIn {
  readonly pupil: { readonly familyName: string; readonly givenName: string } | null
  /** Title of the assignment, or what the pupil called the work. */
  readonly title: string
  /** The file's own name. */
  readonly name: string
  readonly isAnswer: boolean
}

/** A title is a sentence at times; the name must stay one that can be read in a list. */
const MAX_TITLE = 50

const extensionOf = (name: string): string => /\.[a-z0-9]{1,10}(?=\s*$)/i.exec(name)?.[0].toLowerCase() ?? ''

function shortTitle(title: string): string {
  if (title.length <= MAX_TITLE) return title
  const cut = title.slice(0, MAX_TITLE)
  const space = cut.lastIndexOf(' ')
  return (space > MAX_TITLE / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')
}

/**
 * One name per file, in the same order, as people read them; what file systems do not take is the caller's to replace.
 * Several files of one pupil for one piece of work keep their own name too, or they could not be told apart.
 */
export function handedInNames(
  files: readonly NamedHandIn[],
  words: { readonly answer: string; readonly nobody: string },
): string[] {
  const whole = files.map(({ pupil, title }) => {
    const who = pupil === null ? words.nobody : `${pupil.familyName.toLocaleUpperCase('fr')} ${pupil.givenName}`.trim()
    return title === '' ? who : `${who} – ${shortTitle(title)}`
  })
  return files.map((file, index) => {
    const stem = whole[index] ?? ''
    const extension = extensionOf(file.name)
    if (file.isAnswer) return `${stem} – ${words.answer}${extension || '.txt'}`
    const isAlone = files.every((other, at) => at === index || other.isAnswer || whole[at] !== stem)
    if (isAlone) return `${stem}${extension}`
    const own = file.name.slice(0, file.name.length - extension.length).trim()
    return own === '' ? `${stem}${extension}` : `${stem} – ${own}${extension}`
  })
}
