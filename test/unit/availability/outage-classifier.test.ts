import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, classifyAnswer, foldFrench } from '../../../electron/domain/outage-classifier.ts'

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
    'unknown account-locked',
  ],
  [
    'PRONOTE bans in JSON',
    { contentType: JSON_TYPE, bodyText: '{"Erreur":{"G":5,"Titre":"IP provisoirement suspendue"}}', expected: 'json' },
    'unknown account-locked',
  ],
  [
    'a locked account',
    { status: 403, contentType: JSON_TYPE, bodyText: '{"d":"Votre compte est verrouillé"}' },
    'unknown account-locked',
  ],
  ['423', { status: 423, bodyText: '' }, 'unknown account-locked'],
  ['a proxy that wants a name', { status: 407, bodyText: '' }, 'unknown own-network'],
  ['a captive portal', { status: 511, bodyText: '' }, 'unknown own-network'],
  ['a captive portal that hides', { bodyText: page('Portail captif du lycée') }, 'unknown own-network'],
  // cannot be told
  ['a login page in place of data', { bodyText: page(LOGIN), expected: 'json' }, 'unknown login-door'],
  [
    'a redirect in place of data',
    { status: 302, bodyText: '', locationHost: 'cas.example', expected: 'json' },
    'unknown login-door',
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

  it('folds accents, apostrophes, entities and spaces', () => {
    expect(foldFrench('L’accès  était\n«&nbsp;FERMÉ&nbsp;»')).toBe("l'acces etait « ferme »")
  })
})
