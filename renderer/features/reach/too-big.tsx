import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent, PlanSize } from '../../../electron/contract/views.ts'
import { RadioCards, TextField, useFormat } from '../../ui/index.ts'
import styles from './reach.module.css'

type Kind = NonNullable<DraftContent['tooBig']>['kind']

export interface TooBigProps {
  readonly content: DraftContent
  readonly onChange: (part: Partial<DraftContent>) => void
  readonly size: PlanSize
}

export const isHttps = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:'

/** How heavy the heaviest message is; when that is too much, what becomes of the files. */
export function TooBig({ content, onChange, size }: TooBigProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const { tooBig } = content
  const [url, setUrl] = useState(tooBig?.kind === 'link' ? tooBig.url : '')
  const [wantsLink, setWantsLink] = useState(tooBig?.kind === 'link')
  const figures = { size: format.bytes(size.bytes), limit: format.bytes(size.limit) }
  if (size.bytes <= size.limit && tooBig === null) {
    return <p className={styles.soft}>{t('size.fits', figures)}</p>
  }
  const kind: Kind | null = tooBig?.kind ?? (wantsLink ? 'link' : null)
  const choose = (next: Kind) => {
    setWantsLink(next === 'link')
    if (next === 'link') onChange({ tooBig: isHttps(url) ? { kind: 'link', url: url.trim() } : null })
    else onChange({ tooBig: { kind: next } })
  }
  const typeUrl = (text: string) => {
    setUrl(text)
    onChange({ tooBig: isHttps(text.trim()) ? { kind: 'link', url: text.trim() } : null })
  }
  return (
    <section className={styles.tooBig} aria-label={t('size.title')}>
      <p>
        <strong>{t(size.limitBy === 'server' ? 'size.tooBigServer' : 'size.tooBig', figures)}</strong>{' '}
        {t('size.choose')}
      </p>
      <RadioCards<Kind>
        label={t('size.title')}
        labelHidden
        columns={3}
        value={kind}
        onChange={choose}
        options={[
          {
            id: 'split',
            title: t('size.split', { count: size.parts }),
            detail: size.parts === 0 ? t('size.splitNot') : t('size.splitText'),
            isDisabled: size.parts === 0,
          },
          { id: 'link', title: t('size.link'), detail: t('size.linkText') },
          { id: 'usb', title: t('size.usb'), detail: t('size.usbText') },
        ]}
      />
      {kind === 'link' && (
        <TextField
          label={t('size.url')}
          hint={t('size.urlHint')}
          type="url"
          value={url}
          onChange={typeUrl}
          errorMessage={url.trim() !== '' && !isHttps(url.trim()) ? t('size.urlWrong') : null}
        />
      )}
    </section>
  )
}
