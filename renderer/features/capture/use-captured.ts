import { useTranslation } from 'react-i18next'
import type { CaptureState } from '../../../electron/contract/views.ts'
import { useFormat } from '../../ui/index.ts'

/** « Page lue : 34 élèves de 3e B ». */
export function useCaptured(): (last: NonNullable<CaptureState['last']>) => string {
  const { t } = useTranslation('capture')
  const format = useFormat()
  return ({ kind, rows, className }) => {
    const figures = { count: rows, figure: format.number(rows), class: className ?? '' }
    return className === null ? t(`captured.${kind}`, figures) : t(`captured.${kind}-of`, figures)
  }
}
