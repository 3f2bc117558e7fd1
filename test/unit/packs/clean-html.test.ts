import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml, imageAddresses } from '../../../electron/platform/clean-html.ts'

/** What must not be left, as a browser would see it. */
const DANGER = [
  /<\s*(?:script|style|img|iframe|svg|math|object|embed|form|input|video|audio|link|meta|base|template)/i,
  /<[^>]*\son\w+\s*=/i,
  /<[^>]*\s(?:href|src|action|srcset)\s*=\s*(?!"https:\/\/)/i,
  /<[^>]*\sstyle\s*=/i,
]
const expectHarmless = (html: string) => {
  for (const danger of DANGER) expect(html).not.toMatch(danger)
}

describe('hostile instructions', () => {
  it.each([
    '<script>alert(1)</script>Lire',
    '<scr<script>ipt>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)" style="position:fixed">Lire</p>',
    '<a href="javascript:alert(1)">lien</a>',
    '<a href="&#106;avascript:alert(1)">lien</a>',
    '<a href=" java\tscript:alert(1)">lien</a>',
    '<a href="data:text/html,<script>alert(1)</script>">lien</a>',
    '<a href="http://pistage.example/?eleve=1">lien</a>',
    '<a href="//pistage.example/">lien</a>',
    '<a href="file:///etc/passwd">lien</a>',
    '<a href="../../secret.html">lien</a>',
    '<a href="">lien</a>',
    '<img src="https://pistage.example/pixel.gif" width=1>',
    '<svg><script>alert(1)</script></svg>',
    '<svg/onload=alert(1)>',
    '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
    '<iframe src="https://example.com"></iframe>',
    '<style>@import "https://pistage.example/x.css"</style>',
    '<meta http-equiv="refresh" content="0;url=https://example.com">',
    '<base href="https://example.com/">',
    '<form action="https://example.com"><input name=mdp></form>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<table background="https://pistage.example/x.png"><td>1</td></table>',
    '<p>non fermé <b>gras',
  ])('%j is made harmless', (html) => expectHarmless(cleanHtml(html)))

  it('that leave paragraphs inside one another are put straight at once', () => {
    const once = cleanHtml('<p><img<p><p>')
    expect(cleanHtml(once)).toBe(once)
  })

  it('of any shape stay harmless, and cleaning twice changes nothing more', () => {
    const piece = fc.constantFrom(
      ...['<', '>', '"', "'", '/', '=', '&', ';', ' ', 'script', 'img', 'src', 'onerror', 'javascript:', 'a', 'href'],
      ...[
        '<p>',
        '</p>',
        '<!--',
        '-->',
        '<svg>',
        '<style>',
        '</style>',
        'texte',
        '&#x6a;',
        '\u0000',
        '<a href="https://x.example">',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const once = cleanHtml(pieces.join(''))
        expectHarmless(once)
        expect(cleanHtml(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('nested without end do not exhaust the reader', () => {
    const deep = cleanHtml(`${'<div>'.repeat(20_000)}fond${'</div>'.repeat(20_000)}`)
    expect(deep.length).toBeLessThan(5_000)
  })
})

describe('honest instructions', () => {
  it('keep their text, lists, tables and emphasis', () => {
    const html =
      '<p>Lire <strong>p. 12</strong><br>x<sup>2</sup></p><ol start="3"><li>un</li></ol><table><tr><th scope="col">a</th><td colspan="2">b</td></tr></table>'
    expect(cleanHtml(html).replaceAll('<br />', '<br>')).toBe(html)
  })

  it('keep links to https, which say nothing of where they were clicked', () => {
    expect(cleanHtml('<a href="https://fr.example.org/x" target="_blank">x</a>')).toBe(
      '<a href="https://fr.example.org/x" rel="noopener noreferrer nofollow">x</a>',
    )
  })

  it('lose their headings to bold, which would break the outline of the page', () => {
    expect(cleanHtml('<h1>Chapitre</h1>')).toBe('<strong>Chapitre</strong>')
  })
})

describe('pictures', () => {
  const PNG = 'data:image/png;base64,iVBORw0KGgo='
  const here = (src: string) => (src === 'https://ent.example/carte.png?a=1&b=2' ? PNG : null)

  it('that are here are put into the text, whatever their address; nothing else of them stays', () => {
    const html =
      '<p><img src="https://ent.example/carte.png?a=1&amp;b=2" alt="Carte" width="300" onload="alert(1)" srcset="https://x.example/2x.png" style="x"></p>'
    expect(cleanHtml(html, here)).toBe(`<p><img src="${PNG}" alt="Carte" width="300" /></p>`)
    expect(cleanHtml(cleanHtml(html, here), here)).toBe(cleanHtml(html, here))
  })

  it('that are not here leave their description', () => {
    expect(cleanHtml('<p><img src="https://pistage.example/1.gif" alt="Schéma"></p>', here)).toBe(
      '<p><em>[Schéma]</em></p>',
    )
    expect(cleanHtml('<p>a<img src="https://pistage.example/1.gif">b</p>', here)).not.toContain('pistage')
  })

  it.each([
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/png,<svg onload=alert(1)>',
    'javascript:alert(1)',
    'https://pistage.example/pixel.png',
    '//pistage.example/pixel.png',
    'file:///etc/passwd',
    'blob:https://x.example/1',
    `${PNG}" onerror="alert(1)`,
  ])('%s is no picture', (src) => {
    const cleaned = cleanHtml(`<p><img src='${src}'></p>`, (address) => address)
    expect(cleaned).not.toMatch(/<img|onerror|onload|pistage|script/)
  })

  it('of the text itself are kept up to what a page can hold', () => {
    expect(cleanHtml(`<img src="${PNG}">`, () => null)).toContain(PNG)
    const large = `data:image/png;base64,${'A'.repeat(7_000_000)}`
    expect(cleanHtml(`<img src="${large}"><img src="${large}">`, () => null).match(/<img/g)).toHaveLength(1)
  })

  it('are listed by their addresses, each once; points that nobody sees are not', () => {
    const html = `<img src="/a.png"><img src='https://x.example/b.png?c=1&amp;d=2'><img src=/a.png><img src="${PNG}"><img src="https://pistage.example/p.gif" width="1" height="1"><img>`
    expect(imageAddresses(html)).toEqual(['/a.png', 'https://x.example/b.png?c=1&d=2'])
  })
})
