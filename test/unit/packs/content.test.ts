/** What goes into a pack, by profile, and how the page shows it. */
import { describe, expect, it } from 'vitest'
import type { PackProfile } from '../../../electron/contract/views.ts'
import { packPreviewSchema } from '../../../electron/contract/views.ts'
import { displayPhone, displaySize, longDate, longInstant } from '../../../electron/domain/written-format.ts'
import { packPreview } from '../../../electron/packs/pack-preview.ts'
import { indexPage } from '../../../electron/packs/page/index-page.ts'
import { selectContent } from '../../../electron/packs/select-content.ts'
import { cleanHtml } from '../../../electron/platform/clean-html.ts'
import type { PackContent } from '../../../electron/store/api.ts'
import { assignment, CANARIES, classContent, file, guardian, NOW, pupil } from '../../helpers/packs-content.ts'

const page = (content: PackContent, profile: PackProfile, locale: 'fr' | 'en' = 'fr') =>
  indexPage({ selection: selectContent(content, profile), locale, now: NOW, clean: cleanHtml, rosterFiles: [] })

const hash = (digit: string) => digit.repeat(64)

describe('the pupil profile', () => {
  it('holds no other person, in the page or in the preview', () => {
    const html = page(classContent(), 'pupil')
    for (const canary of CANARIES) expect(html).not.toContain(canary)
    expect(packPreview(classContent(), 'pupil').fields.filter((field) => /^(?:pupil|guardian)\./.test(field))).toEqual(
      [],
    )
    expect(packPreview(classContent(), 'pupil')).toMatchObject({ pupils: 0, guardians: 0, assignments: 1 })
  })
})

describe('the teacher profile', () => {
  it('shows pupils, guardians and a sheet to phone from', () => {
    const html = page(classContent(), 'teacher')
    expect(html).toContain('<a class="number" href="tel:+33639980012">06 39 98 00 12</a>')
    expect(html).toContain('mailto:marjolaine.q@famille.example')
    expect(html).toContain('Fiche d’appel')
    expect(html.match(/<tbody>/g)).toHaveLength(1)
  })

  it('gives no way to reach a guardian whom a court forbids to contact', () => {
    const blocked = guardian({
      givenName: 'Ambroise',
      courtBlock: true,
      contactPoints: [
        { id: 9, kind: 'email', value: 'ambroise@interdit.example', label: null, verified: true, bounced: false },
        { id: 9, kind: 'phone', value: '+33639980099', label: null, verified: true, bounced: false },
      ],
    })
    const html = page(classContent({ pupils: [pupil({ guardians: [blocked] })] }), 'teacher')
    expect(html.match(/NE PAS CONTACTER/g)).toHaveLength(2)
    expect(html).toContain('Ambroise')
    expect(html).not.toContain('ambroise@')
    expect(html.replaceAll(' ', '')).not.toContain('639980099')
    const preview = packPreview(
      classContent({ pupils: [pupil({ contactPoints: [], guardians: [blocked] })] }),
      'teacher',
    )
    expect(preview.fields).toContain('guardian.courtBlock')
    expect(preview.fields).not.toContain('guardian.email')
  })

  it('leaves out pupils who have left', () => {
    expect(page(classContent({ pupils: [pupil({ active: false })] }), 'teacher')).not.toContain('Zéphyrine')
  })

  it('makes no link of a contact that is not plainly one', () => {
    const odd = [
      { id: 1, kind: 'phone' as const, value: 'javascript:alert(1)', label: '<b>', verified: false, bounced: false },
      {
        id: 2,
        kind: 'email' as const,
        value: 'a@b.example?bcc=c@d.example',
        label: null,
        verified: false,
        bounced: false,
      },
    ]
    const html = page(classContent({ pupils: [pupil({ contactPoints: odd, guardians: [] })] }), 'teacher')
    expect(html).not.toContain('href="tel:')
    expect(html).not.toContain('href="mailto:')
    expect(html).toContain('(&lt;b&gt;)')
  })
})

describe('hostile content', () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  it('stays text wherever it comes from', () => {
    const content = classContent({
      schoolName: hostile,
      academicYear: hostile,
      className: hostile,
      pupils: [pupil({ familyName: hostile, guardians: [guardian({ givenName: hostile })] })],
      assignments: [
        assignment({
          title: hostile,
          subject: hostile,
          descriptionHtml: `${hostile}<a href="javascript:alert(1)">x</a><img src="https://pistage.example/p.gif">`,
          files: [file(hostile, hash('a'), 12), file(`${hostile}.pdf`, null)],
        }),
      ],
    })
    for (const profile of ['teacher', 'pupil'] as const) {
      const html = page(content, profile)
      expect(html).not.toMatch(/<script|<img|<[^>]*\sonerror|javascript:|pistage/i)
      expect(html.match(/<style>/g)).toHaveLength(1)
    }
  })

  it('could not run or load anything even if cleaning let it through', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page(classContent(), 'pupil'))?.[1]
    expect(policy?.replaceAll('&#39;', "'")).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[^;]+'; base-uri 'none'; form-action 'none'$/,
    )
  })
})

describe('the work', () => {
  const titles = (html: string) => [...html.matchAll(/<h4>([^<]+)<\/h4>/g)].map(([, title]) => title)

  it('comes by due date, then subject; undated last; what is past folded, latest first', () => {
    const content = classContent({
      assignments: [
        assignment({ title: 'sans date', dueOn: null }),
        assignment({ title: 'passé ancien', dueOn: '2026-11-02' }),
        assignment({ title: 'plus tard', dueOn: '2026-12-01' }),
        assignment({ title: 'aujourd’hui', dueOn: '2026-11-24' }),
        assignment({ title: 'demain, SVT', dueOn: '2026-11-25', subject: 'SVT' }),
        assignment({ title: 'demain, Anglais', dueOn: '2026-11-25', subject: 'Anglais' }),
        assignment({ title: 'hier', dueOn: '2026-11-23' }),
      ],
    })
    const html = page(content, 'pupil')
    expect(titles(html)).toEqual([
      'aujourd’hui',
      'demain, Anglais',
      'demain, SVT',
      'plus tard',
      'sans date',
      'hier',
      'passé ancien',
    ])
    expect(titles(html.slice(html.indexOf('<details')))).toEqual(['hier', 'passé ancien'])
  })

  it('names every document: once in the archive when shared, as missing when not here', () => {
    const content = classContent({
      assignments: [
        assignment({ title: 'a', files: [file('Poly.pdf', hash('a'), 10), file('Absent.mp3', null, 99)] }),
        assignment({ title: 'b', files: [file('Le même.pdf', hash('a'), 10), file('Autre.odt', hash('b'), 20)] }),
      ],
    })
    const selection = selectContent(content, 'pupil')
    expect(selection.attachments.map((attachment) => attachment.entry)).toEqual(['files/0001.pdf', 'files/0002.odt'])
    expect(selection.missing).toEqual([{ name: 'Absent.mp3', reason: 'not-fetched' }])
    const html = page(content, 'pupil')
    expect(html.match(/href="files\/0001\.pdf"/g)).toHaveLength(2)
    expect(html).toContain('absent du pack')
    const preview = packPreview(content, 'pupil')
    expect(packPreviewSchema.parse(preview)).toEqual(preview)
    expect(preview).toMatchObject({ attachments: 2, attachmentsMissing: ['Absent.mp3'] })
    expect(preview.estimatedBytes).toBeGreaterThan(30)
  })

  it('says so when there is none', () => {
    expect(page(classContent({ assignments: [] }), 'pupil')).toContain('Aucun travail à venir')
  })

  it('exists in English', () => {
    const html = page(classContent(), 'teacher', 'en')
    expect(html).toContain('<html lang="en">')
    expect(html).not.toMatch(/Travail à faire|Responsable|Pour le/)
  })
})

describe('dates, sizes and phones', () => {
  it('read as in France', () => {
    expect(longDate('2026-12-01', 'fr')).toBe('mardi 1er décembre 2026')
    expect(longDate('2026-12-11', 'fr')).toBe('vendredi 11 décembre 2026')
    expect(longInstant(NOW, 'fr')).toMatch(/^mardi 24 novembre 2026 à \d\d h 00$/)
    expect(displaySize(0, 'fr')).toBe('0 octets')
    expect(displaySize(1_830_000, 'fr')).toBe('1,8 Mo')
    expect(displaySize(61_000, 'en')).toBe('61 KB')
    expect(displayPhone('+33639980012')).toBe('06 39 98 00 12')
    expect(displayPhone('+32470000001')).toBe('+32470000001')
  })
})
