/** `LISEZMOI.txt`: for whoever opens the folder and wonders where to begin. */
import type { PackForm, PackProfile } from '../contract/views.ts'
import type { Locale } from '../domain/written-format.ts'

const FR = (encrypted: boolean, profile: PackProfile, form: PackForm): string[] => [
  'PACK DE CLASSE',
  '',
  form === 'folder'
    ? '1. Gardez ce dossier entier : copiez-le tel quel si vous en avez besoin ailleurs.'
    : '1. Extrayez tout le contenu de l’archive dans un dossier.',
  '2. Ouvrez index.html d’un double clic : il s’affiche dans n’importe quel navigateur, sans Internet.',
  '3. Les documents joints sont dans le dossier « files » ; index.html donne leur vrai nom.',
  '',
  ...(encrypted
    ? [
        'Ce pack est chiffré (AES-256). L’Explorateur de Windows ne sait pas l’ouvrir : utilisez 7-Zip (Windows, Linux),',
        'Keka ou The Unarchiver (Mac), ZArchiver ou iZip (téléphone), et la phrase de passe reçue à part.',
        'Ne rangez jamais la phrase de passe avec le pack.',
        '',
      ]
    : []),
  ...(profile === 'teacher'
    ? [
        'Ce pack contient les coordonnées des familles. Une fois extrait, il n’est plus protégé :',
        'ne l’extrayez pas sur un ordinateur partagé, et supprimez le dossier quand il ne sert plus.',
        '',
      ]
    : []),
  'Rien dans ce pack ne s’installe, ne s’exécute ni ne se connecte à Internet.',
]

const EN = (encrypted: boolean, profile: PackProfile, form: PackForm): string[] => [
  'CLASS PACK',
  '',
  form === 'folder'
    ? '1. Keep this folder whole: copy it as it is if you need it elsewhere.'
    : '1. Extract the whole archive into a folder.',
  '2. Double-click index.html: it shows in any browser, without the Internet.',
  '3. Documents are in the folder "files"; index.html gives their real names.',
  '',
  ...(encrypted
    ? [
        'This pack is encrypted (AES-256). Windows Explorer cannot open it: use 7-Zip (Windows, Linux),',
        'Keka or The Unarchiver (Mac), ZArchiver or iZip (phone), and the passphrase you were given separately.',
        'Never keep the passphrase with the pack.',
        '',
      ]
    : []),
  ...(profile === 'teacher'
    ? [
        'This pack holds the contact details of families. Once extracted it is no longer protected:',
        'do not extract it on a shared computer, and delete the folder once it is no longer needed.',
        '',
      ]
    : []),
  'Nothing in this pack installs, runs or goes online.',
]

/** UTF-8 with a byte order mark and CRLF, so that the oldest Notepad shows accents and lines. */
export function readMe(locale: Locale, profile: PackProfile, encrypted: boolean, form: PackForm): Uint8Array {
  const lines = (locale === 'fr' ? FR : EN)(encrypted, profile, form)
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}

/**
 * The archive's comment, shown by 7-Zip before any passphrase: how to open it, and nothing about whose it is.
 * ASCII, as programs disagree about its encoding.
 */
export const ENCRYPTED_COMMENT =
  'Pack chiffre (AES-256). A ouvrir avec 7-Zip, Keka ou ZArchiver et la phrase de passe recue a part.'
