import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, classifyAnswer } from '../../../electron/domain/outage-classifier.ts'
import { foldFrench } from '../../../electron/domain/outage-page.ts'
import { PHRASE_RULES } from '../../../electron/domain/outage-phrases.ts'

const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json'
const page = (text: string, title = 'Mon ENT') =>
  `<!doctype html><html><head><title>${title}</title><style>p{color:red}</style></head><body><p>${text}</p></body></html>`
const LONG = 'Bienvenue sur le portail de votre établissement. '.repeat(100)
const LOGIN = '<form><input name="u"><input type="password" name="p"></form>'

const classify = (answer: Partial<Answer>) =>
  classifyAnswer({ status: 200, contentType: HTML, bodyText: page('Bienvenue'), redirects: 0, ...answer })

const table: readonly (readonly [string, Partial<Answer>, string])[] = [
  // the platform works
  ['a front page', {}, 'up answers'],
  ['a login page', { bodyText: page(LOGIN) }, 'up answers'],
  ['data', { contentType: JSON_TYPE, bodyText: '{"users":[]}', expected: 'json' }, 'up answers'],
  [
    'data with another JSON type',
    { contentType: 'application/vnd.api+json', bodyText: '[]', expected: 'json' },
    'up answers',
  ],
  ['JSON without a type', { contentType: null, bodyText: ' {"a":1}', expected: 'json' }, 'up answers'],
  ['an unchanged page', { status: 304, bodyText: '' }, 'up answers'],
  ['nothing to say', { status: 204, bodyText: '' }, 'up answers'],
  ['a door that asks who we are', { status: 401, contentType: JSON_TYPE, bodyText: '{}' }, 'up answers'],
  ['a wall before strangers', { status: 403, bodyText: page('Accès interdit') }, 'up answers'],
  ['no front page at all', { status: 404, bodyText: page('Not found') }, 'up answers'],
  ['a redirect to the login server', { status: 302, bodyText: '', locationHost: 'cas.example' }, 'up answers'],
  [
    'homework that speaks of maintenance',
    { contentType: JSON_TYPE, bodyText: '{"title":"Le site est en maintenance : rédiger un avis"}', expected: 'json' },
    'up answers',
  ],
  [
    'a long page whose news speak of an outage',
    { bodyText: page(`${LONG} Le service était momentanément indisponible hier.`) },
    'up answers',
  ],
  [
    'a login page that announces a maintenance',
    { bodyText: page(`${LOGIN} Une opération de maintenance aura lieu dimanche.`) },
    'up answers',
  ],
  [
    'a school that teaches maintenance',
    { bodyText: page('Bac pro Maintenance des équipements', 'Formations en maintenance') },
    'up answers',
  ],
  [
    'an outage told in a script only',
    { bodyText: page('<script>var t="momentanément indisponible"</script>Bonjour') },
    'up answers',
  ],
  // maintenance
  ['Occitanie, April 2021', { bodyText: page('Accès momentanément indisponible') }, 'down maintenance-page'],
  ['with entities', { bodyText: page('Acc&egrave;s momentan&eacute;ment&nbsp;indisponible') }, 'down maintenance-page'],
  ['with numeric entities', { bodyText: page('Acc&#232;s momentan&#233;ment indisponible') }, 'down maintenance-page'],
  ['without accents, in capitals', { bodyText: page('ACCES MOMENTANEMENT INDISPONIBLE') }, 'down maintenance-page'],
  ['cut by tags and lines', { bodyText: page('Accès <b>momentanément</b>\n   indisponible') }, 'down maintenance-page'],
  ['PRONOTE', { bodyText: page('Le site n’est pas disponible') }, 'down maintenance-page'],
  [
    'in place of data',
    { bodyText: page('Accès momentanément indisponible'), expected: 'json' },
    'down maintenance-page',
  ],
  [
    'HTML that calls itself JSON',
    { contentType: JSON_TYPE, bodyText: page('Site en maintenance'), expected: 'json' },
    'down maintenance-page',
  ],
  ['in the title of a long page', { bodyText: page(LONG, 'Maintenance en cours') }, 'down maintenance-page'],
  ['with status 503', { status: 503, bodyText: page('Service temporairement indisponible') }, 'down maintenance-page'],
  ['with status 404', { status: 404, bodyText: page('Site indisponible') }, 'down maintenance-page'],
  [
    'Moodle',
    { contentType: JSON_TYPE, bodyText: '{"errorcode":"sitemaintenance"}', expected: 'json' },
    'down maintenance-page',
  ],
  [
    'École Directe',
    { contentType: JSON_TYPE, bodyText: '{"code":517,"message":"…"}', expected: 'json' },
    'down maintenance-page',
  ],
  // quota
  [
    'Île-de-France, April 2021',
    { bodyText: page('Nous avons limité le temps des sessions et instauré une logique de quota') },
    'down quota-page',
  ],
  ['Nantes', { bodyText: page('Attendez votre tour') }, 'down quota-page'],
  ['Edifice', { status: 509, contentType: JSON_TYPE, bodyText: '{"error":"quota_overflow"}' }, 'down quota-page'],
  [
    'quota before maintenance when both are said',
    { bodyText: page('Logique de quota : accès momentanément indisponible') },
    'down quota-page',
  ],
  // symptoms
  ['overload', { status: 503, bodyText: '' }, 'down overloaded'],
  ['overload said in words', { bodyText: page('Serveur surchargé') }, 'down overloaded'],
  ['a crash', { status: 500, bodyText: page('Oups') }, 'down server-error'],
  ['a gateway alone', { status: 502, bodyText: '' }, 'down server-error'],
  ['a crash that mentions a locked account', { status: 500, bodyText: page('Compte verrouillé') }, 'down server-error'],
  ['a loop', { status: 302, redirects: 11 }, 'down redirect-loop'],
  // about us, not about the platform
  ['too many requests', { status: 429 }, 'unknown too-many-requests'],
  [
    'PRONOTE bans an address',
    { bodyText: page('Votre adresse IP est provisoirement suspendue') },
    'unknown ip-suspended',
  ],
  [
    'PRONOTE bans in JSON',
    { contentType: JSON_TYPE, bodyText: '{"Erreur":{"G":5,"Titre":"IP provisoirement suspendue"}}', expected: 'json' },
    'unknown ip-suspended',
  ],
  [
    'a locked account',
    { status: 403, contentType: JSON_TYPE, bodyText: '{"d":"Votre compte est verrouillé"}' },
    'unknown account-locked',
  ],
  ['423', { status: 423, bodyText: '' }, 'unknown account-locked'],
  ['a proxy that wants a name', { status: 407, bodyText: '' }, 'unknown own-network'],
  ['a captive portal', { status: 511, bodyText: '' }, 'unknown captive-portal'],
  ['a captive portal that hides', { bodyText: page('Portail captif du lycée') }, 'unknown captive-portal'],
  // cannot be told
  ['a login page in place of data', { bodyText: page(LOGIN), expected: 'json' }, 'unknown session-expired'],
  [
    'a SAML relay in place of data',
    { bodyText: page('<form method="post"><input name="SAMLRequest" value="x"></form>'), expected: 'json' },
    'unknown session-expired',
  ],
  [
    'École Directe forgets us',
    { contentType: JSON_TYPE, bodyText: '{"code":520,"message":"Token invalide"}', expected: 'json' },
    'unknown session-expired',
  ],
  [
    'Moodle forgets us',
    { contentType: JSON_TYPE, bodyText: '{"exception":"x","errorcode":"invalidtoken"}', expected: 'json' },
    'unknown session-expired',
  ],
  [
    'JSON of some other program',
    { contentType: JSON_TYPE, bodyText: '{"hello":1}', expected: 'json', markers: ['espaces'] },
    'unknown unexpected-answer',
  ],
  [
    'PRONOTE says who it is',
    { contentType: JSON_TYPE, bodyText: '{"version":[2025,1,3],"espaces":[]}', expected: 'json', markers: ['espaces'] },
    'up answers',
  ],
  // the letter box only
  ['a notice about the letter box', { bodyText: page('La messagerie est suspendue.') }, 'up messaging-closed'],
  [
    'the same beside a password field',
    { bodyText: page(`Les messageries des ENT sont suspendues jusqu’aux vacances. ${LOGIN}`) },
    'up messaging-closed',
  ],
  [
    'the letter box itself',
    { bodyText: page('La messagerie est momentanément indisponible.'), role: 'messaging' },
    'down messaging-closed',
  ],
  // planned
  ['a night pause', { bodyText: page('L’accès est suspendu de 20 h à 7 h.') }, 'down night-pause'],
  ['a night pause written 20h', { bodyText: page('Service fermé de 20h à 7h') }, 'down night-pause'],
  [
    'a redirect in place of data',
    { status: 302, bodyText: '', locationHost: 'cas.example', expected: 'json' },
    'unknown session-expired',
  ],
  ['a page in place of data', { expected: 'json' }, 'unknown unexpected-answer'],
  [
    'text in place of data',
    { contentType: 'text/plain', bodyText: 'hello', expected: 'json' },
    'unknown unexpected-answer',
  ],
  ['an empty page', { bodyText: '  \n' }, 'unknown unexpected-answer'],
  [
    'no such data',
    { status: 404, contentType: JSON_TYPE, bodyText: '{}', expected: 'json' },
    'unknown unexpected-answer',
  ],
  ['a bad question', { status: 400, bodyText: '' }, 'unknown unexpected-answer'],
]

describe('what one answer proves', () => {
  it.each(table)('%s', (_name, answer, expected) => {
    const { state, cause } = classify(answer)
    expect(`${state} ${cause}`).toBe(expected)
  })

  it('never throws and never lasts, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('json', 'html', 'any'),
        (status, bodyText, expected) => {
          const { state } = classify({ status, bodyText, expected: expected as 'json' | 'html' | 'any' })
          return ['up', 'down', 'unknown'].includes(state)
        },
      ),
    )
    for (const piece of ['<', '<script>', '<!--', '<title>', '&#', '<input type=', '"G":5']) {
      expect(classify({ bodyText: piece.repeat(60_000) }).state).toMatch(/up|unknown/)
    }
  })

  it('reads a hostile page in time that grows with its length only', () => {
    const pieces = [
      '<',
      '<script>',
      '<!--',
      '<title>',
      '<h1>',
      '&eacute;',
      '"G":5 ',
      'a ',
      ' h',
      '20 h',
      '<input type="',
    ]
    for (const piece of pieces) {
      const best = (length: number) => {
        const bodyText = piece.repeat(Math.ceil(length / piece.length))
        const once = () => {
          const from = performance.now()
          classify({ bodyText })
          return performance.now() - from
        }
        return Math.min(once(), once(), once())
      }
      // Ten times the text. A quadratic reading would take a hundred times; the rest is room for a busy machine.
      expect(best(200_000), piece).toBeLessThan(50 * Math.max(best(20_000), 5))
    }
  })

  it.each(
    PHRASE_RULES.flatMap(({ phrases, cause }) => phrases.map(([phrase, seen]) => [phrase, cause, seen] as const)),
  )('knows "%s" as %s, and where it was seen', (phrase, cause, seen) => {
    expect(seen.length).toBeGreaterThan(3)
    expect(foldFrench(phrase)).toBe(phrase)
    expect(classify({ bodyText: page(`Information : ${phrase}.`) }).cause).toBe(cause)
  })

  it('folds accents, apostrophes, entities and spaces', () => {
    expect(foldFrench('L’accès  était\n«&nbsp;FERMÉ&nbsp;»')).toBe("l'acces etait « ferme »")
  })
})
