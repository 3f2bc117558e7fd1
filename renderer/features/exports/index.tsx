import type { ScreenProps } from '../../app/router.ts'
import { isProduct } from './choice.ts'
import { ExportsPage } from './exports-page.tsx'

const idOf = (text: string | null | undefined): number | null => {
  const id = Number(text)
  return Number.isInteger(id) && id > 0 ? id : null
}

/** `#/exports`, `#/exports/<classId>`, `?what=<product>`, `?message=<messageId>`. */
export function Screen({ path, query }: ScreenProps) {
  const what = query.get('what')
  const message = idOf(query.get('message'))
  return (
    <ExportsPage
      key={`${path[0]} ${query.toString()}`}
      classId={idOf(path[0])}
      product={isProduct(what) ? what : 'work'}
      messageId={message}
    />
  )
}
