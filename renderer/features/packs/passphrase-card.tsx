import { Copy, Printer } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackForm } from '../../../electron/contract/views.ts'
import { Banner, Button, PrintPortal, showToast } from '../../ui/index.ts'
import styles from './packs.module.css'
import { wordsOf } from './passphrase.ts'

function Words({ passphrase }: { readonly passphrase: string }) {
  const { words, joiner } = wordsOf(passphrase)
  return words.map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, and the order never changes
    <Fragment key={index}>
      {index > 0 && (
        <>
          <span className={styles.joiner}>{joiner}</span>
          <wbr />
        </>
      )}
      <span className={styles.word}>{word}</span>
    </Fragment>
  ))
}

/** The passphrase as large words to read out, copy or print, and why not to send it with the file. */
export function PassphraseCard({
  passphrase,
  fileName,
  form,
}: {
  readonly passphrase: string
  readonly fileName: string
  readonly form: PackForm
}) {
  const { t } = useTranslation('packs')
  const copy = async () => {
    await navigator.clipboard.writeText(passphrase)
    showToast({ tone: 'ok', title: t('result.copied') })
  }
  return (
    <section className={styles.phraseCard} aria-label={t('result.phrase')}>
      <div className={styles.phraseHead}>
        <div>
          <h3 className={styles.phraseTitle}>{t('result.phrase')}</h3>
          <p className={styles.soft}>{t('result.once')}</p>
        </div>
        <Button size="small" icon={Copy} onPress={copy}>
          {t('result.copy')}
        </Button>
        <Button size="small" icon={Printer} onPress={() => window.print()}>
          {t('result.print')}
        </Button>
      </div>
      <p className={styles.phrase} translate="no">
        <Words passphrase={passphrase} />
      </p>
      <Banner tone="warn" title={t('result.warning')} />
      <PrintPortal>
        <div className={styles.printed}>
          <p className={styles.printedTitle}>{t('result.printTitle', { name: fileName })}</p>
          <p className={styles.printedPhrase}>
            <Words passphrase={passphrase} />
          </p>
          <p>{t(`result.printHow.${form}`)}</p>
          <p>{t('result.warning')}</p>
        </div>
      </PrintPortal>
    </section>
  )
}
