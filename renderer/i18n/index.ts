/** French first: English is complete, and a test fails on a key that one language lacks. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

type Words = Readonly<Record<string, unknown>>

/** `fr/today.json` becomes the namespace `today` of `fr`. */
function namespaces(files: Readonly<Record<string, Words>>): Record<string, Words> {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.replace(/^.*\//, '').replace('.json', ''), words]),
  )
}

const resources = {
  fr: namespaces(import.meta.glob<Words>('./fr/*.json', { eager: true, import: 'default' })),
  en: namespaces(import.meta.glob<Words>('./en/*.json', { eager: true, import: 'default' })),
}

/** Ready at once: the words are in the bundle. */
export async function startTranslations(language: 'fr' | 'en'): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'fr',
    defaultNS: 'common',
    ns: Object.keys(resources.fr),
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}
