/** Class lists as no school would hand them over all at once: every quirk of the field, drawn by a fixed hand. */

/** Numbers that are the same on every machine: a linear congruence (Numerical Recipes). */
function dice(seed: number): (sides: number) => number {
  // Spread first (golden ratio): neighbouring seeds would begin alike.
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const FAMILY =
  'MARTIN|Lefèvre|D’HAENE|d’Aubigny|DE LA TOUR|de LA TOUR|LECŒUR|MCKENNA|MacLEOD|O’BRIEN|N’GUESSAN|LE GALL-ROY|Ng|MARTIN 2|=1+1|ŸSER|É|al HADI|LE\u0301ON|RE\u00a0NARD|X\u200bY|Da  Silva|ROUS\ufffdEL'.split(
    '|',
  )
const GIVEN =
  'Éloïse|Noé|Anne-Sophie|Jean Paul|Le Minh|J|MARIE|marie|Théo\u200d|Ugo 3|Zoe\u0308|Maëlle|Loïc|X Æ|de|D’Arcy'.split(
    '|',
  )
const DATES =
  '01/02/2012|3-4-12|2012-05-06|7 mai 2011|1er janvier 2010|41000|31/02/2012|05/23/2012|01/01/2040|01/01/1850|hier|12/05/2012 00:00|02/03/2011||||'.split(
    '|',
  )
const CLASSES = '6e A|6ème A|6A|6EME A|5 B|2nde 4|1ère G2|Tle|  6e  A |6e\u00a0A|ULIS|'.split('|')
const GROUPS = 'LV2.1|LV2.1, LATIN|LATIN;GREC|A\nB|A|  ||||'.split('|').concat('A|B')
const EMAILS =
  'a@famille.example|B@Famille.Example|Zoé <c@famille.example>|a@famille.example; d@famille.example|e@famille.example ou f@famille.example|mailto:g@famille.example|rien|x@|é@famille.example||||'.split(
    '|',
  )
const PHONES =
  '06 39 98 00 01|0639980002|+33199000003|639980004|06.39.98.00.05|06 39 98 00 06 / 01 99 00 00 07|Tél : 06 39 98 00 08|6,39E+08|inconnu|12||||'.split(
    '|',
  )
const LINKS = 'Mère|PERE|grand-mère|ASE|autre|voisin||'.split('|')
const LEVELS = '1|2|3|personne à contacter|en charge|légal||'.split('|')
const KINDS = 'Élève|Élève|Élève|Parent|Responsable légal|Enseignant|'.split('|')
const STRUCTURES = 'DIVISION|GROUPE|'.split('|')
const IDS = '1001|1002|1003||'.split('|')
const CIVILITIES = ['Mme', 'M. et Mme', 'M.']
const NOTHING = 'PAI|x|'.split('|')

/** Titles with what stands under them; names drawn from their words. */
type Column = readonly [title: string, cells: readonly string[] | 'full' | 'given first' | 'children']
const PUPIL: Column = ['Élève', 'full']
const NAMES: readonly Column[] = [
  ['Nom', FAMILY],
  ['Prénom', GIVEN],
]
const BIRTH: Column = ['Né(e) le', DATES]
const CLASS: Column = ['Classe', CLASSES]
const CONTACTS: readonly Column[] = [
  ['Courriel', EMAILS],
  ['Téléphone', PHONES],
]
const guardian = (who: string): readonly Column[] => [
  [who, 'full'],
  [`Courriel ${who}`, EMAILS],
  [`Téléphone ${who}`, PHONES],
]
const TABLES: readonly (readonly Column[])[] = [
  [PUPIL, BIRTH, CLASS],
  [
    ...NAMES,
    BIRTH,
    CLASS,
    ['Groupes', GROUPS],
    ...CONTACTS,
    ...guardian('Responsable 1'),
    ...guardian('Responsable 2'),
  ],
  [['Prénom / Nom', 'given first'], CLASS, ...CONTACTS, ['Groupe', GROUPS], ['Groupe 2', GROUPS]],
  [
    ['Nom de famille', FAMILY],
    ["Nom d'usage", [...FAMILY, '', '', '']],
    ['Prénom', GIVEN],
    ['Date de naissance', DATES],
    ['Division', CLASSES],
    ['Nom responsable légal 1', FAMILY],
    ['Prénom responsable légal 1', GIVEN],
    ['Lien responsable légal 1', LINKS],
    ['Niveau responsable légal 1', LEVELS],
    ['Mail responsable légal 1', EMAILS],
    ['Portable responsable légal 1', PHONES],
    ['Téléphone responsable légal 1', PHONES],
    ['Allergies', NOTHING],
  ],
  [['Id', IDS], ...NAMES, BIRTH, ['Type structure', STRUCTURES], ['Lib. Structure', CLASSES], ...guardian('Mère')],
  [
    ['Identifiant ENT', IDS],
    ...NAMES,
    ['Type', KINDS],
    ['Classes', [...CLASSES, '6e A, 5 B']],
    ...CONTACTS,
    ['Enfants', 'children'],
  ],
  [['Nom', 'full'], ...guardian('Père'), ...guardian('Mère')],
  [PUPIL, CLASS, ['Courriel', EMAILS], ['Courriel 2', EMAILS], ['Téléphone', PHONES], ['Téléphone 2', PHONES]],
]
const INTERRUPTIONS: readonly (readonly string[])[] = [
  [''],
  ['', '', ''],
  ['Total', '24'],
  ['Effectif : 12'],
  ['Filles 12', ''],
  ['Page 1'],
  ['\u00a0', '\ufeff'],
]
const LONGEST = 14

const quoted = (cell: string): string => (/["\n;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** One list; the same seed gives the same text for ever. */
export function generatedList(seed: number): string {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
  const table = pick(TABLES)
  // Few words of each kind in a list, so that namesakes, brothers and doubled lines come often.
  const few = new Map<readonly string[], readonly string[]>()
  const pickFew = (words: readonly string[]): string => {
    const known = few.get(words) ?? Array.from({ length: 3 + roll(3) }, () => pick(words))
    few.set(words, known)
    return pick(known)
  }
  const family = () => pickFew(FAMILY)
  const given = () => pickFew(GIVEN)
  const cell = ([, cells]: Column): string => {
    if (cells === 'full') {
      return pick([`${family()} ${given()}`, `${family()} ${given()}`, `${pick(CIVILITIES)} ${family()}`, ''])
    }
    if (cells === 'given first') return pick([`${given()} ${family()}`, given(), ''])
    if (cells === 'children') {
      return pick(['', `${given()} ${family()}`, `${family()} ${given()}, ${given()} ${family()}`])
    }
    return pickFew(cells)
  }
  const titles = table.map(([title]) => title)
  const rows: (readonly string[])[] = roll(4) === 0 ? [['Liste de la 6e A'], titles] : [titles]
  for (let count = 1 + roll(LONGEST); count > 0; count--) {
    const row = table.map(cell)
    const chance = roll(12)
    if (chance === 0) rows.push(pick(INTERRUPTIONS))
    else if (chance === 1) rows.push(titles)
    // The pupil's cells empty: the guardian alone, under the pupil above.
    else if (chance === 2)
      rows.push(row.map((text, index) => (/resp|père|mère/i.test(titles[index] ?? '') ? text : '')))
    else if (chance === 3) rows.push(row.slice(0, 1 + roll(row.length)))
    else if (chance === 4) rows.push([...row, 'de trop'])
    else if (chance === 5) rows.push(row, row)
    else rows.push(row)
  }
  return rows.map((row) => row.map(quoted).join(';')).join('\r\n')
}
