import { html, type SubjectTexts } from './shape.ts'

export const HUMANITIES: Readonly<Record<string, SubjectTexts>> = {
  Français: {
    chapters: {
      '2de': [
        'La poésie du Moyen Âge au XVIIIe siècle',
        'Le roman au XIXe siècle',
        'Le théâtre classique',
        'La presse et les idées',
      ],
      '1re': [
        'La littérature d’idées',
        'Le roman et le récit',
        'La poésie du XIXe siècle',
        'Le théâtre du XVIIe siècle',
      ],
    },
    tasks: [
      {
        category: 'Lecture',
        title: 'Lecture cursive – {chapitre}',
        html: html.bullets(
          'Lire jusqu’à la page {page} et tenir son carnet de lecture :',
          'un passage aimé, recopié et commenté ;',
          'un mot inconnu par chapitre ;',
          'une question à poser à la classe.',
        ),
      },
      {
        category: 'Devoir maison',
        title: 'Commentaire de texte – {chapitre}',
        html: html.steps(
          'Rédiger l’introduction et la première partie du commentaire (texte joint) :',
          'accroche et présentation du texte ;',
          'problématique et annonce du plan ;',
          'trois procédés analysés et cités.',
        ),
        file: {
          name: 'Texte à commenter - {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Texte (écrit pour l’exercice)',
            '« La pluie avait cessé. Sur le quai désert, les lampes dessinaient des cercles jaunes',
            'où dansaient encore quelques gouttes. Elle attendait, sans savoir qui, sans savoir quoi,',
            'avec l’obstination tranquille de ceux qui n’ont plus de train à prendre. »',
            'Consigne : montrez comment la description installe l’attente.',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Grammaire : la négation et l’interrogation',
        html: html.paragraph(
          'Apprendre la fiche p. {page}, faire l’exercice {a} à l’écrit. La question de grammaire vaut 2 points à l’oral.',
        ),
      },
      {
        category: 'Exercices',
        title: 'Explication linéaire à préparer – {chapitre}',
        html: html.paragraph(
          'Préparer à l’oral les lignes 1 à 15 : <em>situer, lire, découper en mouvements, expliquer, conclure</em>. Passage de {minutes} minutes.',
        ),
        file: {
          name: 'Méthode explication linéaire.odt',
          kind: 'odt',
          lines: [
            '1. Situer le passage dans l’œuvre.',
            '2. Lire à voix haute, avec les liaisons.',
            '3. Annoncer les mouvements du texte.',
            '4. Expliquer phrase par phrase.',
            '5. Conclure et ouvrir.',
          ],
        },
      },
    ],
  },
  'Histoire-géographie': {
    chapters: {
      '2de': [
        'La Méditerranée antique',
        'L’Humanisme et la Renaissance',
        'Sociétés et environnements',
        'Les mobilités',
      ],
      '1re': ['La Révolution française', 'La Première Guerre mondiale', 'La métropolisation', 'La IIIe République'],
      Tle: ['Fragilités des démocraties', 'La guerre froide', 'Mers et océans', 'Les dynamiques territoriales'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Croquis – {chapitre}',
        html: html.bullets(
          'Réaliser le croquis sur le fond de carte joint :',
          'titre et légende organisée en trois parties ;',
          'figurés variés (plages, ponctuels, linéaires) ;',
          'nomenclature à l’encre noire.',
        ),
        file: {
          name: 'Fond de carte {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Titre : ...............................................',
            'Légende',
            '1. ....................................................',
            '2. ....................................................',
            '3. ....................................................',
            '(fond de carte : à décalquer p. 214 du manuel)',
          ],
        },
      },
      {
        category: 'Lecture',
        title: 'Étude de document p. {page} – {chapitre}',
        html: html.steps(
          'Répondre aux questions sur le document p. {page} :',
          'nature, auteur, date, destinataire ;',
          'idées principales ;',
          'portée et limites.',
        ),
      },
      {
        category: 'Leçon',
        title: 'Apprendre la chronologie – {chapitre}',
        html: html.paragraph('Six dates et quatre notions à connaître. Réciter à quelqu’un, sans le cahier.'),
      },
      {
        category: 'Évaluation',
        title: 'Question problématisée – {chapitre}',
        html: html.paragraph(
          'Composition en {minutes} minutes. Prévoir une introduction, deux ou trois parties et une conclusion.',
        ),
      },
    ],
  },
  Philosophie: {
    chapters: { Tle: ['La liberté', 'La conscience', 'La justice', 'La vérité', 'Le travail'] },
    tasks: [
      {
        category: 'Devoir maison',
        title: 'Dissertation – {chapitre}',
        html: html.bullets(
          'Un sujet au choix :',
          'Être libre, est-ce faire ce que l’on veut ?',
          'Peut-on avoir raison contre tous ?',
          'Rendre une introduction rédigée et un plan détaillé.',
        ),
        file: {
          name: 'Méthode dissertation.pdf',
          kind: 'pdf',
          lines: [
            '1. Analyser les termes du sujet.',
            '2. Formuler le problème.',
            '3. Construire un plan qui progresse.',
            '4. Un exemple ne prouve pas : il éclaire.',
            '5. Relire : orthographe, transitions, citations.',
          ],
        },
      },
      {
        category: 'Lecture',
        title: 'Lire le texte p. {page} – {chapitre}',
        html: html.paragraph('Dégager la thèse en une phrase, puis les étapes de l’argumentation.'),
      },
    ],
  },
  SES: {
    chapters: {
      '2de': [
        'Comment se forment les prix ?',
        'Comment devenons-nous des acteurs sociaux ?',
        'Diplôme, emploi, salaire',
      ],
      '1re': ['Le marché concurrentiel', 'La monnaie', 'Liens sociaux'],
      Tle: ['La croissance', 'La structure sociale', 'Le commerce international'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Dossier documentaire – {chapitre}',
        html: html.steps(
          'Avec le dossier joint :',
          'lire une donnée du document 1 par une phrase ;',
          'calculer le taux de variation entre 2015 et 2025 ;',
          'rédiger un paragraphe AEI (affirmer, expliquer, illustrer).',
        ),
        file: {
          name: 'Dossier {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Document 1. Indice des prix, base 100 en 2015 (données fictives)',
            '2015 : 100 - 2020 : 106 - 2025 : 121',
            'Document 2. Part des diplômés selon l’âge (données fictives)',
            '25-34 ans : 48 % - 55-64 ans : 27 %',
            'Question : que montre la comparaison des deux documents ?',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Notions de « {chapitre} »',
        html: html.paragraph('Apprendre les huit notions du chapitre : définition <strong>et</strong> exemple.'),
      },
    ],
  },
  HGGSP: {
    chapters: {
      '1re': ['La démocratie', 'Les puissances internationales', 'Les frontières'],
      Tle: ['Faire la guerre, faire la paix', 'Histoire et mémoires', 'Le patrimoine'],
    },
    tasks: [
      {
        category: 'Projet',
        title: 'Revue de presse – {chapitre}',
        html: html.bullets(
          'Choisir trois articles de médias différents :',
          'référence complète ;',
          'résumé de cinq lignes ;',
          'lien avec le chapitre.',
        ),
      },
      {
        category: 'Devoir maison',
        title: 'Étude critique – {chapitre}',
        html: html.paragraph('Étude critique des deux documents joints, en une page et demie.'),
        file: {
          name: 'Étude critique {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Document 1 : discours (extrait imaginé pour l’exercice).',
            'Document 2 : carte des alliances, à commenter.',
            'Consigne : confrontez les deux documents et montrez leurs limites.',
          ],
        },
      },
    ],
  },
  HLP: {
    chapters: {
      '1re': ['Les pouvoirs de la parole', 'Les représentations du monde'],
      Tle: ['La recherche de soi', 'L’humanité en question'],
    },
    tasks: [
      {
        category: 'Devoir maison',
        title: 'Essai – {chapitre}',
        html: html.paragraph('Essai littéraire : une page et demie, deux exemples pris dans des œuvres lues.'),
      },
      {
        category: 'Lecture',
        title: 'Lire et annoter le texte p. {page}',
        html: html.paragraph(
          'Souligner les arguments, encadrer les connecteurs, préparer une question d’interprétation.',
        ),
      },
    ],
  },
  'Sciences de gestion': {
    chapters: {
      '1re': ['De l’individu à l’acteur', 'Numérique et intelligence collective', 'Création de valeur'],
      Tle: ['Les organisations et leurs marchés', 'Le bilan et le compte de résultat', 'Le management des équipes'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Étude de cas – {chapitre}',
        html: html.steps(
          'L’entreprise « Les Ateliers du Pont » (cas fictif) :',
          'identifier ses parties prenantes ;',
          'calculer la valeur ajoutée : VA = production − consommations intermédiaires ;',
          'proposer deux solutions argumentées.',
        ),
        file: {
          name: 'Cas {chapitre}.odt',
          kind: 'odt',
          lines: [
            'Les Ateliers du Pont, 14 salariés, fabriquent des vélos-cargos (entreprise imaginée).',
            'Production : 1 240 000 € - consommations intermédiaires : 815 000 €',
            'Le carnet de commandes augmente, les délais aussi.',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Fiche de notions – {chapitre}',
        html: html.paragraph('Compléter la fiche de notions et apprendre les définitions.'),
      },
    ],
  },
  'Droit et économie': {
    chapters: {
      '1re': ['Qu’est-ce que le droit ?', 'Les agents économiques'],
      Tle: ['Le contrat de travail', 'L’intervention de l’État'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Situation juridique – {chapitre}',
        html: html.steps(
          'Analyser la situation :',
          'les faits ;',
          'les parties et leurs prétentions ;',
          'la question de droit et la règle applicable.',
        ),
      },
      {
        category: 'Évaluation',
        title: 'Note structurée – {chapitre}',
        html: html.paragraph('{minutes} minutes, trois documents. Réviser le vocabulaire du chapitre.'),
      },
    ],
  },
}
