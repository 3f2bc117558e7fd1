/** A number in words, for the sentence that confirms a sending: "trente-quatre" is read, "34" is skimmed. */

const FR_SMALL = [
  ...['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
  ...['treize', 'quatorze', 'quinze', 'seize', 'dix-sept', 'dix-huit', 'dix-neuf'],
]
const FR_TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
]
const EN_SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
/** Beyond it a figure is clearer than words. */
const LARGEST_IN_WORDS = 9999

const at = (words: readonly string[], index: number): string => words[index] ?? ''

/** 0 to 99. `plural` allows the s of "quatre-vingts", which a following word takes away. */
function frenchUnderHundred(n: number, plural: boolean): string {
  if (n < 20) return at(FR_SMALL, n)
  const tens = Math.floor(n / 10)
  const isTeens = tens === 7 || tens === 9
  const rest = isTeens ? n - (tens - 1) * 10 : n % 10
  const word = at(FR_TENS, tens)
  if (rest === 0) return tens === 8 && plural ? `${word}s` : word
  const isAnd = (rest === 1 || rest === 11) && tens < 8
  return isAnd ? `${word} et ${at(FR_SMALL, rest)}` : `${word}-${at(FR_SMALL, rest)}`
}

function frenchUnderThousand(n: number, plural: boolean): string {
  const hundreds = Math.floor(n / 100)
  const rest = n % 100
  if (hundreds === 0) return frenchUnderHundred(rest, plural)
  const hundred = hundreds === 1 ? 'cent' : `${at(FR_SMALL, hundreds)} cent`
  if (rest === 0) return hundreds > 1 && plural ? `${hundred}s` : hundred
  return `${hundred} ${frenchUnderHundred(rest, plural)}`
}

function french(n: number): string {
  const thousands = Math.floor(n / 1000)
  const rest = n % 1000
  if (thousands === 0) return frenchUnderThousand(rest, true)
  const thousand = thousands === 1 ? 'mille' : `${frenchUnderThousand(thousands, false)} mille`
  return rest === 0 ? thousand : `${thousand} ${frenchUnderThousand(rest, true)}`
}

function english(n: number): string {
  if (n < 20) return at(EN_SMALL, n)
  if (n < 100) return n % 10 === 0 ? at(EN_TENS, n / 10) : `${at(EN_TENS, Math.floor(n / 10))}-${at(EN_SMALL, n % 10)}`
  const [size, name] = n < 1000 ? [100, 'hundred'] : [1000, 'thousand']
  const rest = n % size
  const head = `${english(Math.floor(n / size))} ${name}`
  if (rest === 0) return head
  return rest < 100 ? `${head} and ${english(rest)}` : `${head} ${english(rest)}`
}

/** Whole numbers from 0 to 9,999 in words, with a capital as they begin a sentence; larger ones in figures. */
export function countInWords(n: number, language: string): string {
  if (!Number.isInteger(n) || n < 0 || n > LARGEST_IN_WORDS) return String(n)
  const words = language.startsWith('en') ? english(n) : french(n)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
