/** Which system a school has, from what its address bar shows and what its page says. */
import { describe, expect, it } from 'vitest'
import type { SourceSystem } from '../../../electron/contract/views.ts'
import { guessSystem } from '../../../electron/domain/which-system.ts'

const of = (address: string, words = '', look: Parameters<typeof guessSystem>[0]['look'] = null) =>
  guessSystem({ address, words, look })

describe('by the address', () => {
  it.each<[string, SourceSystem]>([
    ['https://0750000a.index-education.net/pronote/professeur.html', 'pronote'],
    ['0750000a.index-education.net', 'pronote'],
    ['https://ent.example/pronote/professeur.html?identifiant=x', 'pronote'],
    ['pronote.lycee.example', 'pronote'],
    ['https://www.ecoledirecte.com/Accueil', 'ecole-directe'],
    ['ECOLEDIRECTE.COM', 'ecole-directe'],
    ['https://montpellier.elea.apps.education.fr/my/', 'moodle'],
    ['https://lycee.example/moodle/course/view.php?id=4', 'moodle'],
    ['moodle.lycee.example', 'moodle'],
    ['https://ent.iledefrance.fr/timeline/timeline', 'edifice'],
    ['https://ent.parisclassenumerique.fr', 'edifice'],
    ['https://inconnu.example/timeline/timeline', 'edifice'],
    ['https://lycee-x.mon-ent-occitanie.fr/sg.do?PROC=PAGE_ACCUEIL', 'kosmos'],
    ['lyc-y.monbureaunumerique.fr', 'kosmos'],
    ['https://inconnu.example/sg.do', 'kosmos'],
    ['https://ent.iledefrance.fr/pronote/', 'pronote'],
  ])('%s is %s', (address, system) =>
    expect(of(address)).toEqual({ system, because: ['address'], contradicted: false }),
  )

  it.each(['', '   ', 'bonjour', 'https://', 'https://lycee.example/', 'notindex-education.net.evil.example', '%%%'])(
    '%j tells nothing',
    (address) => expect(of(address).system).toBeNull(),
  )

  it('a host is one only as itself or under itself', () => {
    expect(of('https://monlycee.net.example/').system).toBeNull()
    expect(of('https://faux-eclat-bfc.fr/').system).toBeNull()
  })
})

describe('by words of the page', () => {
  it.each<[string, SourceSystem]>([
    ['PRONOTE – Espace Professeurs', 'pronote'],
    ['Fil d’actualités · Mes applis · Espace documentaire', 'edifice'],
    ['Mes cours   Participants   Achèvement', 'moodle'],
    ['Porte-documents, Services personnels, Travail à faire', 'kosmos'],
    ['EcoleDirecte carnet de notes', 'ecole-directe'],
  ])('%s', (words, system) => expect(of('', words)).toEqual({ system, because: ['words'], contradicted: false }))

  it('one word that several have tells nothing', () => expect(of('', 'cahier de textes').system).toBeNull())
})

describe('signs together', () => {
  it('a look alone is enough to propose a way', () => {
    expect(of('', '', 'edifice')).toEqual({ system: 'edifice', because: ['look'], contradicted: false })
    expect(of('', '', 'none').system).toBeNull()
  })

  it('the address is believed, and a contradiction is said', () => {
    expect(of('https://www.ecoledirecte.com', 'moodle', 'kosmos')).toEqual({
      system: 'ecole-directe',
      because: ['address'],
      contradicted: true,
    })
    expect(of('https://www.ecoledirecte.com', 'EcoleDirecte', 'ecole-directe').because).toEqual([
      'address',
      'words',
      'look',
    ])
  })
})
