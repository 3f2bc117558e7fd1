/** `LISEZMOI.txt`: for whoever opens the folder and wonders where to begin. */
import type { PackForm, PackProfile } from '../contract/views.ts'
import type { Locale } from '../domain/written-format.ts'

const FR = (profile: PackProfile, form: PackForm): string[] => [
  'PACK DE CLASSE',
  '',
  form === 'folder'
    ? '1. Gardez ce dossier entier : copiez-le tel quel si vous en avez besoin ailleurs.'
    : '1. Extrayez tout le contenu de l’archive dans un dossier.',
  '2. Ouvrez index.html d’un double clic : il s’affiche dans n’importe quel navigateur, sans Internet.',
  form === 'folder'
    ? '3. Les documents joints sont dans le dossier « files » ; index.html donne leur vrai nom.'
    : '3. Les documents joints sont dans le dossier « Documents », sous leur nom.',
  '',
  ...(profile === 'teacher'
    ? [
        'Ce pack contient les coordonnées des familles. Une fois extrait, il n’est plus protégé :',
        'ne l’extrayez pas sur un ordinateur partagé, et supprimez le dossier quand il ne sert plus.',
        '',
      ]
    : []),
  'Rien dans ce pack ne s’installe, ne s’exécute ni ne se connecte à Internet.',
]

const EN = (profile: PackProfile, form: PackForm): string[] => [
  'CLASS PACK',
  '',
  form === 'folder'
    ? '1. Keep this folder whole: copy it as it is if you need it elsewhere.'
    : '1. Extract the whole archive into a folder.',
  '2. Double-click index.html: it shows in any browser, without the Internet.',
  form === 'folder'
    ? '3. Documents are in the folder "files"; index.html gives their real names.'
    : '3. Documents are in the folder "Documents", under their names.',
  '',
  ...(profile === 'teacher'
    ? [
        'This pack holds the contact details of families. Once extracted it is no longer protected:',
        'do not extract it on a shared computer, and delete the folder once it is no longer needed.',
        '',
      ]
    : []),
  'Nothing in this pack installs, runs or goes online.',
]

/** Outside what is sealed: how to open it, and nothing about whose it is. */
const COVER = {
  fr: [
    'PACK CHIFFRÉ',
    '',
    'Son contenu est dans pack.zip, chiffré (AES-256). L’Explorateur de Windows ne sait pas l’ouvrir. Il faut :',
    '- 7-Zip (Windows, Linux), Keka ou The Unarchiver (Mac), ZArchiver ou iZip (téléphone) ;',
    '- la phrase de passe, reçue à part.',
    '',
    '1. Ouvrez ce fichier avec le programme, puis pack.zip qui est dedans : la phrase de passe est demandée.',
    '2. Extrayez tout dans un dossier.',
    '3. Ouvrez index.html d’un double clic.',
    '',
    'Ne rangez jamais la phrase de passe avec le pack.',
    'Rien dans ce pack ne s’installe, ne s’exécute ni ne se connecte à Internet.',
  ],
  en: [
    'ENCRYPTED PACK',
    '',
    'Its content is in pack.zip, encrypted (AES-256). Windows Explorer cannot open it. You need:',
    '- 7-Zip (Windows, Linux), Keka or The Unarchiver (Mac), ZArchiver or iZip (phone);',
    '- the passphrase, which you were given separately.',
    '',
    '1. Open this file with the program, then pack.zip inside it: the passphrase is asked for.',
    '2. Extract everything into a folder.',
    '3. Double-click index.html.',
    '',
    'Never keep the passphrase with the pack.',
    'Nothing in this pack installs, runs or goes online.',
  ],
} as const satisfies Record<Locale, readonly string[]>

/** UTF-8 with a byte order mark and CRLF, so that the oldest Notepad shows accents and lines. */
const asText = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)

export const readMe = (locale: Locale, profile: PackProfile, form: PackForm): Uint8Array =>
  asText((locale === 'fr' ? FR : EN)(profile, form))

export const coverText = (locale: Locale): Uint8Array => asText(COVER[locale])

/**
 * The archive's comment, shown by 7-Zip before any passphrase: how to open it, and nothing about whose it is.
 * ASCII, as programs disagree about its encoding.
 */
export const ENCRYPTED_COMMENT =
  'Pack chiffre (AES-256). A ouvrir avec 7-Zip, Keka ou ZArchiver et la phrase de passe recue a part.'
