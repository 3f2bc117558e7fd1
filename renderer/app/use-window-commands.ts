import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { call, listen, useErrorSentence } from '../bridge/index.ts'
import { showToast, undoLast } from '../ui/index.ts'
import { onCommand, runCommand, useCommand } from './command-bus.ts'
import { linkTo, navigate, type ScreenName } from './router.ts'

const PLACES = [
  'today',
  'classes',
  'assignments',
  'timetable',
  'packs',
  'outbox',
  'sources',
  'settings',
  'message',
] as const satisfies readonly ScreenName[]

/** The commands that any screen has: going somewhere, finding, synchronising, printing, undoing. */
export function useWindowCommands(): void {
  const { t } = useTranslation('shortcuts')
  const sentence = useErrorSentence()
  useEffect(() => {
    const stops = PLACES.map((screen) => onCommand(screen, () => navigate(linkTo(screen))))
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  useEffect(() => listen('go', ({ screen, path }) => navigate(linkTo(screen, path))), [])
  useCommand('back', () => window.history.back())
  useCommand('forward', () => window.history.forward())
  useCommand('find', () => {
    const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
    if (field === null) runCommand('palette')
    else {
      field.focus()
      field.select()
    }
  })
  useCommand('sync', () => {
    call('sync.start', { sourceId: null }).then(
      () => showToast({ tone: 'info', title: t('search:started.sync') }),
      (error) => showToast({ tone: 'danger', title: sentence(error).what, detail: sentence(error).todo }),
    )
  })
  useCommand(
    'print',
    () => {
      if (document.querySelector('[data-printed]')) window.print()
      else showToast({ tone: 'info', title: t('nothingToPrint'), detail: t('nothingToPrintDetail') })
    },
    'window',
  )
  useCommand('undo', () => {
    if (!undoLast()) showToast({ tone: 'info', title: t('nothingToUndo') })
  })
}
