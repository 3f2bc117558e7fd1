import { Check, Clipboard } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonProps } from '../../ui/index.ts'
import { copyRich } from './copy-rich.ts'

/** Long enough to be seen while the eye is already on the other window. */
const SAID_MS = 2500

export interface CopyButtonProps {
  readonly text: string
  /** Absent for a title or a date, which a form takes as plain text. */
  readonly html?: string
  readonly children: string
  /** What is copied, for who hears the button without its line. */
  readonly label: string
  readonly variant?: ButtonProps['variant']
  readonly size?: ButtonProps['size']
  readonly isDisabled?: boolean
}

/** Puts a text into the clipboard, and says so in its own place. */
export function CopyButton({
  text,
  html,
  children,
  label,
  variant = 'quiet',
  size = 'small',
  isDisabled = false,
}: CopyButtonProps) {
  const { t } = useTranslation('resume')
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), SAID_MS)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    try {
      await copyRich(text, html)
      setState('copied')
    } catch {
      setState('failed')
    }
  }
  const words = state === 'copied' ? t('copied') : state === 'failed' ? t('copy-failed') : children
  return (
    <>
      <Button
        size={size}
        isDisabled={isDisabled}
        variant={variant}
        icon={state === 'copied' ? Check : Clipboard}
        onPress={() => void copy()}
        aria-label={state === 'idle' ? label : words}
      >
        {words}
      </Button>
      <span className="visually-hidden" role="status">
        {state === 'idle' ? '' : words}
      </span>
    </>
  )
}
