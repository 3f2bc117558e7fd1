import { html, type SubjectTexts } from './shape.ts'

export const SCIENCES: Readonly<Record<string, SubjectTexts>> = {
  Mathématiques: {
    chapters: {
      '2de': ['Vecteurs du plan', 'Fonctions affines', 'Équations de droites', 'Probabilités', 'Inéquations'],
      '1re': ['Second degré', 'Dérivation', 'Suites numériques', 'Produit scalaire', 'Fonction exponentielle'],
      Tle: ['Limites de fonctions', 'Logarithme népérien', 'Loi binomiale', 'Primitives', 'Géométrie dans l’espace'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Exercices {a}, {b} et {c} p. {page} – {chapitre}',
        html: html.bullets(
          'À faire sur le cahier d’exercices, en rédigeant les justifications :',
          'exercice {a} p. {page} : questions 1 à 3 seulement ;',
          'exercice {b} p. {page} en entier ;',
          'exercice {c} p. {page}, pour celles et ceux qui veulent s’entraîner.',
        ),
      },
      {
        category: 'Devoir maison',
        title: 'Devoir maison – {chapitre}',
        html: html.steps(
          'À rendre sur copie double. Le sujet est joint.',
          'On considère f(x) = x² − {a}x + {b}. Calculer f(0), f(1) et f(−2).',
          'Résoudre f(x) = 0, puis dresser le tableau de signes de f.',
          'Tracer la courbe pour −4 ≤ x ≤ 6 (unité : 1 cm).',
        ),
        file: {
          name: 'DM {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Exercice 1 (8 points)',
            'On considère la fonction f définie sur R par f(x) = x² - 5x + 4.',
            '1. Calculer f(0), f(1) et f(-2).',
            '2. Résoudre l’équation f(x) = 0.',
            '3. Dresser le tableau de signes de f, puis son tableau de variations.',
            'Exercice 2 (12 points)',
            'Un opérateur propose deux tarifs : A, 12 € par mois ; B, 5 € puis 0,10 € par minute.',
            'À partir de combien de minutes le tarif A est-il le plus avantageux ? Justifier.',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Apprendre le cours « {chapitre} »',
        html:
          html.paragraph(
            'Apprendre les définitions et refaire <strong>sans regarder</strong> les deux exemples du cours.',
          ) + html.paragraph('Interrogation de {minutes} minutes au début de la séance, calculatrice interdite.'),
      },
      {
        category: 'Exercices',
        title: 'Fiche d’automatismes – {chapitre}',
        html: html.paragraph(
          'Fiche jointe : dix questions rapides. Se chronométrer ({minutes} minutes) et noter son score.',
        ),
        file: {
          name: 'Automatismes {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Dix questions, sans calculatrice.',
            '1. Calculer 3/4 - 5/6.      2. Développer (2x - 3)².',
            '3. Factoriser 9x² - 16.     4. Résoudre 7 - 2x > 1.',
            '5. Donner 15 % de 240.      6. Écrire 0,00042 en notation scientifique.',
            '7. Coefficient directeur de la droite passant par A(1 ; 2) et B(3 ; 8).',
            '8. Simplifier la racine carrée de 72.',
            '9. Un prix passe de 80 € à 92 € : taux d’évolution ?',
            '10. Moyenne de 8 ; 11 ; 14 ; 15.',
          ],
        },
      },
      {
        category: 'Évaluation',
        title: 'Contrôle d’une heure – {chapitre}',
        html: html.bullets(
          'Au programme :',
          'tout le chapitre « {chapitre} » ;',
          'les exercices {a} et {b} p. {page} corrigés en classe ;',
          'calculatrice en mode examen.',
        ),
      },
    ],
  },
  'Physique-chimie': {
    chapters: {
      '2de': ['Corps purs et mélanges', 'Mouvement et interactions', 'Émission d’un son', 'Lois de l’électricité'],
      '1re': ['Avancement d’une réaction', 'Ondes mécaniques', 'Énergie mécanique', 'Structure des molécules'],
      Tle: [
        'Acides et bases',
        'Cinétique chimique',
        'Mouvement dans un champ uniforme',
        'Diffraction et interférences',
      ],
    },
    tasks: [
      {
        category: 'Devoir maison',
        title: 'Compte rendu de TP – {chapitre}',
        html: html.bullets(
          'Un compte rendu par binôme, deux pages au plus :',
          'schéma légendé du montage ;',
          'tableau de mesures et graphique avec unités ;',
          'conclusion : les mesures confirment-elles la loi attendue ?',
        ),
        file: {
          name: 'TP {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Matériel : alimentation 6 V, conducteur ohmique, deux multimètres, fils.',
            '1. Réaliser le montage et faire vérifier avant de mettre sous tension.',
            '2. Relever U pour I = 10, 20, 30, 40 et 50 mA.',
            '3. Tracer U en fonction de I. Que peut-on dire des points ?',
            '4. En déduire la résistance R (en ohms) et son incertitude.',
            'Appeler le professeur en cas de doute.',
          ],
        },
      },
      {
        category: 'Exercices',
        title: 'Ex. {a} et {b} p. {page} – {chapitre}',
        html:
          html.paragraph('Exercices {a} et {b} p. {page}. Penser aux unités et aux chiffres significatifs.') +
          html.paragraph('Rappel : v = d / Δt et E<sub>c</sub> = ½ m v².'),
      },
      {
        category: 'Leçon',
        title: 'Revoir « {chapitre} » et faire le QCM',
        html: html.steps(
          'Avant la séance :',
          'relire le cours p. {page} ;',
          'répondre au QCM de la page suivante ;',
          'noter une question à poser.',
        ),
      },
      {
        category: 'Évaluation',
        title: 'Évaluation {chapitre}',
        html: html.paragraph(
          'Durée : {minutes} minutes. Savoir refaire l’exercice {c} p. {page} et l’activité documentaire.',
        ),
      },
    ],
  },
  SVT: {
    chapters: {
      '2de': ['Biodiversité et évolution', 'Érosion et paysages', 'Procréation et sexualité humaine'],
      '1re': ['Mutations de l’ADN', 'Tectonique des plaques', 'Système immunitaire'],
      Tle: ['Brassage génétique', 'Climats du passé', 'Contraction musculaire'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Analyse de documents – {chapitre}',
        html: html.steps(
          'À partir des trois documents de la fiche :',
          'décrire chaque document en une phrase ;',
          'relever l’information utile ;',
          'répondre à la problématique en une dizaine de lignes.',
        ),
        file: {
          name: 'Documents {chapitre}.pdf',
          kind: 'pdf',
          lines: [
            'Document 1 : résultats de comptages réalisés sur trois sites, de 2018 à 2025.',
            'Document 2 : schéma de l’expérience et de son témoin.',
            'Document 3 : extrait d’un entretien avec une chercheuse.',
            'Problématique : comment expliquer les différences observées entre les sites ?',
            'Barème : démarche 3, informations 4, mise en relation 3.',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Schéma bilan à compléter – {chapitre}',
        html: html.paragraph(
          'Recopier et légender le schéma de la page {page}. Il sera demandé, sans document, à la prochaine séance.',
        ),
      },
      {
        category: 'Projet',
        title: 'Exposé – {chapitre}',
        html: html.bullets(
          'Par groupes de trois, {minutes} minutes :',
          'un support de cinq diapositives au plus ;',
          'trois sources citées ;',
          'un glossaire de six mots.',
        ),
      },
    ],
  },
  'Enseignement scientifique': {
    chapters: {
      '1re': ['Le rayonnement solaire', 'La forme de la Terre', 'Une longue histoire de la matière'],
      Tle: ['Énergie et climat', 'Biodiversité et populations', 'L’atmosphère terrestre'],
    },
    tasks: [
      {
        category: 'Exercices',
        title: 'Activité « {chapitre} » – questions 1 à 4',
        html: html.steps(
          'Terminer l’activité commencée en classe :',
          'convertir les données du tableau ;',
          'construire le graphique ;',
          'exploiter la pente ;',
          'critiquer le modèle en trois lignes.',
        ),
        file: {
          name: 'Activité {chapitre}.odt',
          kind: 'odt',
          lines: [
            'Données : puissance reçue (W/m²) selon la latitude.',
            '0° : 417 – 30° : 361 – 45° : 295 – 60° : 209.',
            'Question 1. Tracer la puissance reçue en fonction de la latitude.',
            'Question 2. Expliquer la forme de la courbe.',
          ],
        },
      },
      {
        category: 'Leçon',
        title: 'Réviser « {chapitre} »',
        html: html.paragraph('Fiche de révision à faire soi-même : une page, mots-clés en couleur.'),
      },
    ],
  },
  SNT: {
    chapters: {
      '2de': [
        'Internet et ses protocoles',
        'Le Web',
        'Réseaux sociaux',
        'Données structurées',
        'Photographie numérique',
      ],
    },
    tasks: [
      {
        category: 'Projet',
        title: 'Page Web personnelle – {chapitre}',
        html: html.bullets(
          'Déposer un fichier <code>index.html</code> qui contient :',
          'un titre et deux paragraphes ;',
          'une liste à puces ;',
          'une image libre de droits, avec son crédit.',
        ),
        file: {
          name: 'Consignes page Web.txt',
          kind: 'txt',
          lines: [
            'Nom du fichier : index.html (en minuscules).',
            'Encodage : UTF-8.',
            'Vérifier que la page s’ouvre hors connexion.',
            'Ne publier aucune donnée personnelle.',
          ],
        },
      },
      {
        category: 'Exercices',
        title: 'Questions sur « {chapitre} »',
        html: html.steps(
          'Répondre par écrit :',
          'Qu’est-ce qu’une adresse IP ?',
          'Quel est le rôle d’un serveur DNS ?',
          'Pourquoi dit-on que le réseau est décentralisé ?',
        ),
      },
    ],
  },
  NSI: {
    chapters: {
      '1re': ['Représentation des entiers', 'Tableaux et dictionnaires', 'Algorithmes gloutons', 'Tris'],
      Tle: ['Arbres binaires', 'Bases de données et SQL', 'Récursivité', 'Processus et systèmes'],
    },
    tasks: [
      {
        category: 'Projet',
        title: 'Mini-projet Python – {chapitre}',
        html:
          html.paragraph('Compléter le programme joint. La fonction demandée doit passer les quatre tests :') +
          '<pre>def somme(liste):\n    """Somme des éléments de la liste."""\n    ...</pre>' +
          html.paragraph('Commenter le code et nommer correctement les variables.'),
        file: {
          name: 'projet {chapitre}.txt',
          kind: 'txt',
          lines: [
            'def somme(liste):',
            '    """Somme des éléments de la liste."""',
            '    total = 0',
            '    # à compléter',
            '    return total',
            '',
            'assert somme([]) == 0',
            'assert somme([1, 2, 3]) == 6',
          ],
        },
      },
      {
        category: 'Exercices',
        title: 'Exercices {a} et {b} p. {page} – {chapitre}',
        html: html.paragraph(
          'Sur papier, sans ordinateur : dérouler l’algorithme pas à pas et donner sa complexité, O(n) ou O(n²).',
        ),
      },
      {
        category: 'Évaluation',
        title: 'Épreuve pratique blanche – {chapitre}',
        html: html.paragraph(
          'Deux exercices, {minutes} minutes, sur machine. Réviser les exercices {a} à {c} de la banque.',
        ),
      },
    ],
  },
}
