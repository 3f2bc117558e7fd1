import type { Locale } from '../../domain/written-format.ts'

const FR = {
  title: 'Pack de classe',
  heading: 'Ce pack est protégé',
  lead: 'Tapez la phrase de passe que l’on vous a donnée à part. Rien n’est envoyé\u00a0: tout se passe sur cet appareil.',
  label: 'Phrase de passe',
  hint: 'Des mots séparés par des tirets ou des espaces.',
  see: 'Afficher ce que je tape',
  open: 'Ouvrir le pack',
  opening: 'Ouverture en cours…',
  empty: 'Tapez d’abord la phrase de passe.',
  wrong:
    'Cette phrase de passe n’ouvre pas ce pack. Vérifiez chaque mot\u00a0; si elle est juste, le fichier est abîmé\u00a0: demandez-en une nouvelle copie.',
  incomplete: 'Ce fichier est incomplet\u00a0: sa copie a été interrompue. Recopiez-le ou demandez-en un autre.',
  damaged: 'Ce fichier est abîmé ou a été modifié. Demandez-en une nouvelle copie.',
  damagedDocument: 'Ce document est abîmé dans cette copie du pack.',
  noCrypto:
    'Ce navigateur ne sait pas déchiffrer un fichier local. Ouvrez ce fichier avec une version récente de Chrome, Edge ou Firefox.',
  noScript: 'Pour ouvrir ce pack, autorisez JavaScript pour ce fichier. Il ne se connecte à rien.',
  expired:
    'Ce pack n’est plus à jour. Demandez-en un nouveau à qui vous l’a remis. La phrase de passe l’ouvre encore\u00a0: cette date est un avertissement, pas une protection.',
  expiredClear: 'Ce pack n’est plus à jour. Demandez-en un nouveau à qui vous l’a remis.',
  preparing: 'Préparation…',
  view: 'Ouvrir',
  save: 'Enregistrer',
  print: 'Imprimer',
  close: 'Fermer le pack',
  chooseWork: 'Choisis d’abord le travail que tu rends.',
  nothingToSave: 'Écris une réponse ou ajoute un fichier.',
  tooLarge: 'Tes fichiers dépassent 50 Mo. Enlève-en, ou rends-les en plusieurs fois.',
  unreadableFile: 'Un de tes fichiers n’a pas pu être lu. Enlève-le puis ajoute-le de nouveau.',
  saved: 'Ton rendu est enregistré dans tes téléchargements. Donne ce fichier\u00a0:',
}
type OpenerTexts = typeof FR

const EN: OpenerTexts = {
  title: 'Class pack',
  heading: 'This pack is protected',
  lead: 'Type the passphrase you were given separately. Nothing is sent: everything happens on this device.',
  label: 'Passphrase',
  hint: 'Words joined by hyphens or spaces.',
  see: 'Show what I type',
  open: 'Open the pack',
  opening: 'Opening…',
  empty: 'Type the passphrase first.',
  wrong:
    'This passphrase does not open this pack. Check each word; if it is right, the file is damaged: ask for a new copy.',
  incomplete: 'This file is incomplete: its copy was interrupted. Copy it again or ask for another.',
  damaged: 'This file is damaged or was changed. Ask for a new copy.',
  damagedDocument: 'This document is damaged in this copy of the pack.',
  noCrypto: 'This browser cannot decrypt a local file. Open this file with a recent Chrome, Edge or Firefox.',
  noScript: 'To open this pack, allow JavaScript for this file. It connects to nothing.',
  expired:
    'This pack is out of date. Ask whoever gave it to you for a new one. The passphrase still opens it: this date is a warning, not a protection.',
  expiredClear: 'This pack is out of date. Ask whoever gave it to you for a new one.',
  preparing: 'Preparing…',
  view: 'Open',
  save: 'Save',
  print: 'Print',
  close: 'Close the pack',
  chooseWork: 'First choose the work you are handing in.',
  nothingToSave: 'Write an answer or add a file.',
  tooLarge: 'Your files are over 50 MB. Remove some, or hand them in in several goes.',
  unreadableFile: 'One of your files could not be read. Remove it and add it again.',
  saved: 'Your work is saved in your downloads. Give this file:',
}

export const openerTexts = (locale: Locale): OpenerTexts => (locale === 'fr' ? FR : EN)
