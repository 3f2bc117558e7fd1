/**
 * Numbers that can never ring: the blocks the regulator keeps for films and series.
 * Source: Arcep, décision n° 2018-0881 (national numbering plan), annex 1, article 2.5.12, "numéros pour
 * œuvres audiovisuelles": 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49 and 06 39 98, 10,000 numbers each.
 */
const LANDLINE_BLOCKS = ['019900', '026191', '035301', '046571', '053649'] as const
const MOBILE_BLOCK = '063998'
const BLOCK_SIZE = 10_000
/** Prime to the size of a block: walks through it without meeting a number twice. */
const STRIDE = 7_919

const inPairs = (digits: string): string => digits.replace(/(\d\d)(?=\d)/g, '$1 ')
const lastFour = (index: number): string => String((index * STRIDE + 137) % BLOCK_SIZE).padStart(4, '0')

/** Distinct for the first 10,000 indexes, then they come again. */
export const mobileNumber = (index: number): string => inPairs(`${MOBILE_BLOCK}${lastFour(index)}`)

/** Distinct for the first 50,000 indexes. */
export function landlineNumber(index: number): string {
  const block = LANDLINE_BLOCKS[Math.floor(index / BLOCK_SIZE) % LANDLINE_BLOCKS.length] ?? LANDLINE_BLOCKS[0]
  return inPairs(`${block}${lastFour(index)}`)
}
