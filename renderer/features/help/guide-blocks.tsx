import { useTranslation } from 'react-i18next'
import { call } from '../../bridge/index.ts'
import { PICTURES } from './guides.ts'
import styles from './help.module.css'
import type { Block, Inline } from './parse-guide.ts'

/* Parts of a printed text have no name and never move: their place is their key. */

function Words({ content }: { readonly content: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return content.map((part, place) => <Word key={place} part={part} />)
}

function Word({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case 'strong':
      return <strong>{part.text}</strong>
    case 'em':
      return <em>{part.text}</em>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return <GuideLink text={part.text} href={part.href} />
    case 'text':
      return part.text
  }
}

/** A file of the repository is no address here; a web page opens in the browser, and only there. */
function GuideLink({ text, href }: { readonly text: string; readonly href: string }) {
  if (!/^(https|mailto):/.test(href)) return text
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault()
        void call('app.openExternal', { url: href })
      }}
    >
      {text}
    </a>
  )
}

/** One block of the guide. */
export function GuideBlock({ block }: { readonly block: Block }) {
  const { t } = useTranslation('help')
  switch (block.kind) {
    case 'heading':
      return (
        <h3 id={block.id} tabIndex={-1} className={styles.heading}>
          {block.text}
        </h3>
      )
    case 'paragraph':
      return (
        <p>
          <Words content={block.content} />
        </p>
      )
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <Words content={block.content} />
        </blockquote>
      )
    case 'list': {
      const items = block.items.map((content, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={place}>
          <Words content={content} />
        </li>
      ))
      return block.ordered ? <ol className={styles.list}>{items}</ol> : <ul className={styles.list}>{items}</ul>
    }
    case 'table':
      return (
        <table className={styles.table}>
          <thead>
            <tr>
              {block.head.map((content, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <th key={place} scope="col">
                  <Words content={content} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={line}>
                {row.map((content, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <td key={place}>
                    <Words content={content} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'image': {
      const url = PICTURES.get(block.file)
      return url === undefined ? (
        <p>{t('noPicture', { alt: block.alt })}</p>
      ) : (
        <img src={url} alt={block.alt} className={styles.picture} />
      )
    }
  }
}
