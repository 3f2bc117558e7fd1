import { html, type SubjectTexts } from './shape.ts'

export const LANGUAGES: Readonly<Record<string, SubjectTexts>> = {
  Anglais: {
    chapters: {
      '2de': ['Living together', 'Heroes and myths', 'Going green'],
      '1re': ['Art and power', 'Fictions and realities', 'Innovation and responsibility'],
      Tle: ['Private and public sphere', 'Citizenship and virtual worlds', 'Territory and memory'],
    },
    tasks: [
      {
        category: 'Devoir maison',
        title: 'Writing task – {chapitre}',
        html: html.bullets(
          'Write about 180 words:',
          'an e-mail to a host family in Galway;',
          'use at least five words from page {page};',
          'check tenses before handing it in.',
        ),
      },
      {
        category: 'Exercices',
        title: 'Workbook p. {page}, ex. {a}–{b}',
        html: html.paragraph(
          'Do exercises {a} to {b}. <em>Present perfect or past simple?</em> Justify each answer in the margin.',
        ),
      },
      {
        category: 'Leçon',
        title: 'Vocabulary – {chapitre}',
        html: html.paragraph('Learn the word list (twenty words). Short test, {minutes} minutes.'),
        file: {
          name: 'Word list {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'a commitment - un engagement',
            'to achieve - accomplir',
            'a challenge - un défi',
            'to raise awareness - sensibiliser',
            'reliable - fiable',
            'to be involved in - participer à',
          ],
        },
      },
      {
        category: 'Projet',
        title: 'Two-minute talk – {chapitre}',
        html: html.steps(
          'Prepare a talk (no reading):',
          'choose a picture;',
          'describe it, then react;',
          'end with a question to the class.',
        ),
      },
    ],
  },
  'LLCER anglais': {
    chapters: {
      '1re': ['Imaginaires', 'Rencontres'],
      Tle: ['Arts et débats d’idées', 'Expression et construction de soi'],
    },
    tasks: [
      {
        category: 'Lecture',
        title: 'Reading journal – {chapitre}',
        html: html.paragraph(
          'Read up to page {page}. Half a page in the reading journal: a turning point and why it matters.',
        ),
      },
      {
        category: 'Devoir maison',
        title: 'Synthesis – {chapitre}',
        html: html.paragraph('Synthesis of the three documents, 300 words, in English.'),
        file: {
          name: 'Documents {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Document A: a page from a diary (written for the exercise).',
            'Document B: a poster, described.',
            'Document C: a short dialogue.',
            'Show how the three documents question the idea of home.',
          ],
        },
      },
    ],
  },
  Espagnol: {
    chapters: {
      '2de': ['Vivir entre generaciones', 'El deporte', 'Compromisos'],
      '1re': ['Identidades e intercambios', 'Arte y poder'],
      Tle: ['Espacio privado y público', 'Ficciones y realidades'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Cuaderno p. {page}, ej. {a} y {b} – {chapitre}',
        html: html.paragraph(
          'Hacer los ejercicios {a} y {b}. ¡Ojo con los verbos irregulares: <em>tener, hacer, decir</em>!',
        ),
      },
      {
        category: 'Leçon',
        title: 'Vocabulario – {chapitre}',
        html: html.paragraph('Aprender el vocabulario (quince palabras) y escribir cinco frases.'),
        file: {
          name: 'Vocabulario {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'el compromiso - l’engagement',
            'la huella - la trace, l’empreinte',
            'superar - surmonter',
            'apoyar - soutenir',
            'el desafío - le défi',
          ],
        },
      },
    ],
  },
  Allemand: {
    chapters: {
      '2de': ['Freundschaft', 'Berlin entdecken'],
      '1re': ['Umwelt und Energie', 'Kunst und Macht'],
      Tle: ['Mauern und Grenzen', 'Digitale Welt'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Übungen {a} und {b}, S. {page} – {chapitre}',
        html: html.paragraph('Die Übungen {a} und {b} schriftlich machen. Verb an zweiter Stelle!'),
      },
      {
        category: 'Projet',
        title: 'Kurzvortrag – {chapitre}',
        html: html.steps(
          'Zwei Minuten frei sprechen:',
          'Bild beschreiben ;',
          'Meinung sagen: <em>ich finde, dass …</em> ;',
          'eine Frage stellen.',
        ),
      },
    ],
  },
  Italien: {
    chapters: { '2de': ['Incontri', 'La città'], '1re': ['Arte e potere'], Tle: ['Territorio e memoria'] },
    tasks: [
      {
        category: 'Exercices',
        title: 'Esercizi {a} e {b} p. {page} – {chapitre}',
        html: html.paragraph('Fare gli esercizi {a} e {b}: passato prossimo con <em>essere</em> o <em>avere</em>?'),
      },
      {
        category: 'Lecture',
        title: 'Leggere il testo p. {page}',
        html: html.paragraph('Leggere il testo ad alta voce e preparare tre domande.'),
      },
    ],
  },
  EPS: {
    chapters: {
      '2de': ['Demi-fond', 'Badminton', 'Danse'],
      '1re': ['Musculation', 'Escalade', 'Volley-ball'],
      Tle: ['Course en durée', 'Tennis de table', 'Acrosport'],
    },
    tasks: [
      {
        category: 'Leçon',
        title: '{chapitre} : tenue et carnet d’entraînement',
        html: html.bullets(
          'Pour la prochaine séance :',
          'tenue de sport et gourde ;',
          'carnet d’entraînement rempli ;',
          'cheveux attachés, bijoux retirés.',
        ),
      },
      {
        category: 'Projet',
        title: '{chapitre} : préparer l’échauffement',
        html: html.paragraph('Par deux : préparer un échauffement de {minutes} minutes et savoir le justifier.'),
      },
    ],
  },
}
