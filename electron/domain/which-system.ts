/**
 * Which system a school has, from what a teacher can say of it: what the address bar shows, words of the page, what
 * the page looks like. Pure; asks nobody. Addresses are those of protocol facts §1.2 (Kosmos), §2 (PRONOTE), §3
 * (Edifice), §4 (École Directe) and §5 (Moodle).
 */
import type { Guess, GuessRequest, SourceSystem } from '../contract/views.ts'
import { productOfAddress } from './availability-services.ts'
import { foldText } from './text-clean.ts'

/** Hosts of their own, each with what is under it. */
const HOSTS: Readonly<Partial<Record<SourceSystem, readonly string[]>>> = {
  pronote: ['index-education.net'],
  'ecole-directe': ['ecoledirecte.com'],
  moodle: ['elea.apps.education.fr'],
  edifice: [
    'monlycee.net',
    'ent.iledefrance.fr',
    'parisclassenumerique.fr',
    'lyceeconnecte.fr',
    'enthdf.fr',
    'ent77.seine-et-marne.fr',
    'l-educdenormandie.fr',
    'edifice.io',
    'opendigitaleducation.com',
  ],
  kosmos: [
    'mon-ent-occitanie.fr',
    'entmip.fr',
    'monbureaunumerique.fr',
    'ent.auvergnerhonealpes.fr',
    'eclat-bfc.fr',
    'skolengo.com',
    'kosmoseducation.com',
  ],
}

/** By path or name, whatever the host; the most telling first: a PRONOTE reached through an ENT is a PRONOTE. */
const PATHS: readonly (readonly [RegExp, SourceSystem])[] = [
  [/\/pronote(?:\/|$)|^pronote\./, 'pronote'],
  [/\/moodle(?:\/|$)|^moodle\d*[.-]|\/(?:course|mod)\/[^?]*\.php|\/my\/(?:courses\.php)?$/, 'moodle'],
  [/\/(?:timeline\/timeline|auth\/login|auth\/context|welcome)$/, 'edifice'],
  [/\/(?:sg|kdecole)\.do$|\/kdecole(?:\/|$)/, 'kosmos'],
]

/** Words seen on the pages themselves, folded; two of a list, or one that no other has. */
const WORDS: readonly (readonly [SourceSystem, readonly string[], readonly string[]])[] = [
  [
    'pronote',
    ['pronote', 'espace professeurs', 'index education'],
    ['cahier de textes', 'mes donnees', 'saisie des notes', 'trombinoscope'],
  ],
  [
    'ecole-directe',
    ['ecoledirecte', 'ecole directe', 'aplim'],
    ['cahier de texte', 'carnet de notes', 'espace de travail'],
  ],
  ['moodle', ['moodle', 'elea'], ['tableau de bord', 'mes cours', 'participants', 'activites', 'achevement']],
  [
    'edifice',
    ['edifice', 'monlycee.net', 'open digital education', 'fil de nouveautes'],
    ['cahier multimedia', 'espace documentaire', 'fil d’actualites', 'mes applis', 'collaborative'],
  ],
  [
    'kosmos',
    ['skolengo', 'kosmos', 'mon bureau numerique', 'mon ent occitanie', 'eclat-bfc'],
    ['travail a faire', 'cahier de textes', 'porte-documents', 'services personnels', 'evaluations'],
  ],
]

const isUnder = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`)

/** Reads what people copy: with or without `https://`, with a query or without, half of an address. */
function ofAddress(typed: string): SourceSystem | null {
  const text = typed.trim().toLowerCase()
  const address = /^[a-z][a-z\d+.-]*:\/\//.test(text) ? text : `https://${text}`
  if (text === '' || !URL.canParse(address)) return null
  const url = new URL(address)
  const place = `${url.hostname}${url.pathname}`
  const byPath = PATHS.find(([pattern]) => pattern.test(place))
  if (byPath) return byPath[1]
  const systems = Object.keys(HOSTS) as (keyof typeof HOSTS)[]
  const byHost = systems.find((system) => HOSTS[system]?.some((name) => isUnder(url.hostname, name)))
  if (byHost) return byHost
  const product = productOfAddress(url)
  return product === 'other' ? null : product
}

/** The system most of whose words are there; a name of its own counts for three. */
function ofWords(words: string): SourceSystem | null {
  const text = foldText(words)
  const scores = WORDS.map(([system, names, terms]) => {
    const count = (list: readonly string[]) => list.filter((word) => text.includes(foldText(word))).length
    return { system, score: 3 * count(names) + count(terms) }
  }).sort((a, b) => b.score - a.score)
  const [best, second] = scores
  return best !== undefined && best.score >= 2 && best.score > (second?.score ?? 0) ? best.system : null
}

/** The address is believed before the words, and the words before what the page looks like. */
export function guessSystem({ address, look, words }: GuessRequest): Guess {
  const seen = [
    ['address', ofAddress(address)],
    ['words', ofWords(words)],
    ['look', look === 'none' ? null : look],
  ] as const
  const telling = seen.flatMap(([sign, system]) => (system === null ? [] : [{ sign, system }]))
  const system = telling[0]?.system ?? null
  return {
    system,
    because: telling.filter((one) => one.system === system).map(({ sign }) => sign),
    contradicted: telling.some((one) => one.system !== system),
  }
}
