import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorShape } from '../../electron/contract/errors.ts'
import { sentenceOf } from '../../electron/contract/sentences/index.ts'
import { ErrorPanel, type ErrorPanelProps } from '../ui/states.tsx'
import { BridgeError, shapeOf } from './client.ts'

const isShape = (value: unknown): value is ErrorShape =>
  typeof value === 'object' && value !== null && 'code' in value && 'params' in value

export interface ErrorStateProps extends Pick<ErrorPanelProps, 'onRetry' | 'isRetrying' | 'shape'> {
  /** A BridgeError, an ErrorShape (`task.error`, `run.error`), or anything caught. */
  readonly error: unknown
}

/** A failure as a teacher reads it: what failed and why, what to do; retry, and details to copy. */
export function ErrorState({ error, ...rest }: ErrorStateProps) {
  const { i18n } = useTranslation()
  const shape = !(error instanceof BridgeError) && isShape(error) ? error : shapeOf(error)
  const { what, todo } = sentenceOf(shape, i18n.language === 'en' ? 'en' : 'fr')
  return (
    <ErrorPanel {...rest} what={what} todo={todo} details={JSON.stringify({ ...shape, at: new Date() }, null, 2)} />
  )
}

/** The two sentences in one line, for a table cell or a toast. */
export function useErrorSentence(): (error: unknown) => { readonly what: string; readonly todo: string } {
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  // The same function from one drawing to the next: columns of tables depend on it.
  return useCallback(
    (error) => {
      const shape = !(error instanceof BridgeError) && isShape(error) ? error : shapeOf(error)
      return sentenceOf(shape, language)
    },
    [language],
  )
}
