/**
 * Portraits for the invented school: a head, hair and shoulders of plain shapes, always the same for a pupil. They are
 * drawn when they are shown and kept nowhere.
 */

const SKIN = ['#f2d3bd', '#e8bd9c', '#d59f78', '#b57b55', '#8d5a3b', '#5f3c28']
const HAIR = ['#2b211c', '#4a3224', '#7a4e2c', '#b98a4a', '#1d1b22', '#8a3b24']
const CLOTHES = ['#2f6f73', '#7a4b8a', '#b4552d', '#3b5f9a', '#5d7a34', '#8c3f56', '#55606e']
const WALLS = ['#dfe7ea', '#e9e2d6', '#e0e8dc', '#e6dfea']

/** mulberry32, as everywhere in the demonstration: the same seed gives the same face. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) % below) >>> 0
  }
}

type Shape = (colour: string) => string

/** Behind the head: long hair, a bun, nothing. */
const BACK_HAIR: readonly Shape[] = [
  (colour) => `<path d="M26 62c0-28 12-42 34-42s34 14 34 42v34c0 8-14 8-16 2H42c-2 6-16 6-16-2z" fill="${colour}"/>`,
  (colour) => `<circle cx="60" cy="18" r="12" fill="${colour}"/>`,
  () => '',
]
/** Over the forehead. */
const FRINGES: readonly Shape[] = [
  (colour) => `<path d="M31 60c-2-26 10-39 29-39s31 13 29 39c-6-14-14-20-29-20s-23 6-29 20z" fill="${colour}"/>`,
  (colour) =>
    `<path d="M31 62c-3-28 11-41 30-41 17 0 30 12 28 36-14 0-30-6-38-16-4 10-12 16-20 21z" fill="${colour}"/>`,
  (colour) =>
    ['34,44', '43,33', '54,28', '66,28', '77,33', '86,44']
      .map((at) => at.split(','))
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="11" fill="${colour}"/>`)
      .join(''),
]
const GLASSES =
  '<g fill="none" stroke="#3a3f46" stroke-width="2"><circle cx="48" cy="66" r="9"/><circle cx="72" cy="66" r="9"/><path d="M57 66h6"/></g>'

/** An SVG of 120 by 150. */
export function drawPortrait(pupilId: number): string {
  const random = randomFrom(pupilId * 7919)
  const pick = <T>(list: readonly T[], fallback: T): T => list[random(list.length)] ?? fallback
  const [skin, hair] = [pick(SKIN, '#e8bd9c'), pick(HAIR, '#4a3224')]
  const [clothes, wall] = [pick(CLOTHES, '#2f6f73'), pick(WALLS, '#dfe7ea')]
  const back = pick(BACK_HAIR, () => '')
  const fringe = pick(FRINGES, () => '')
  const glasses = random(5) === 0 ? GLASSES : ''
  const smile = random(2) === 0 ? 'M50 84c5 6 15 6 20 0' : 'M51 85h18'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="150" viewBox="0 0 120 150"><rect width="120" height="150" fill="${wall}"/>${back(hair)}<path d="M14 150c0-30 20-42 46-42s46 12 46 42z" fill="${clothes}"/><path d="M50 94h20v14c0 12-20 12-20 0z" fill="${skin}"/><ellipse cx="60" cy="66" rx="27" ry="32" fill="${skin}"/>${fringe(hair)}<circle cx="48" cy="66" r="3" fill="#222"/><circle cx="72" cy="66" r="3" fill="#222"/>${glasses}<path d="${smile}" fill="none" stroke="#222" stroke-width="2.5" stroke-linecap="round"/></svg>`
}
