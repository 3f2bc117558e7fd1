import { ClipboardPaste, FileSpreadsheet, FolderOpen } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo, navigate } from '../../app/router.ts'
import { call, ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, Card, EmptyState, Page, PageHeader, showToast } from '../../ui/index.ts'
import { ImportPart } from './import-part.tsx'
import { Reading } from './import-reading.tsx'

const importLink = (ticket: string): string => linkTo('sources', ['file'], { ticket })

/** Files of any kind: chosen, pasted or dropped, recognised, looked at, then brought in. */
export function ImportFile({ ticket }: { readonly ticket: string | null }) {
  const { t } = useTranslation('sources')
  const choose = useAction('imports.chooseFiles')
  const paste = useAction('imports.paste')
  const ask = () => choose.mutate(undefined, { onSuccess: (chosen) => chosen && navigate(importLink(chosen.ticket)) })
  const { mutate } = paste
  const takePasted = useCallback(() => {
    mutate(undefined, {
      onSuccess: (chosen) => {
        if (chosen) navigate(importLink(chosen.ticket))
        else showToast({ tone: 'info', title: t('import.paste-empty'), detail: t('import.paste-empty-detail') })
      },
    })
  }, [mutate, t])
  usePasteKey(takePasted)
  const error = choose.error ?? paste.error
  const buttons = (
    <>
      <Button icon={ClipboardPaste} onPress={takePasted} isPending={paste.isPending}>
        {t('import.paste')}
      </Button>
      <Button
        variant={ticket === null ? 'primary' : 'secondary'}
        icon={FolderOpen}
        onPress={ask}
        isPending={choose.isPending}
      >
        {t(ticket === null ? 'import.choose' : 'import.other')}
      </Button>
    </>
  )
  return (
    <Page width="wide">
      <PageHeader
        title={t('import.title')}
        subtitle={ticket === null ? t('import.subtitle') : undefined}
        back={{ href: linkTo('sources'), label: t('title') }}
        actions={ticket === null ? undefined : buttons}
      />
      {error && <ErrorState error={error} />}
      {ticket === null ? (
        <Card>
          <EmptyState icon={FileSpreadsheet} title={t('import.empty')} actions={buttons}>
            {t('import.empty-detail')}
          </EmptyState>
        </Card>
      ) : (
        <Chosen key={ticket} ticket={ticket} />
      )}
    </Page>
  )
}

/** What is copied is read by the key of everywhere, unless a field is being filled in. */
function usePasteKey(take: () => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]')) return
      event.preventDefault()
      take()
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [take])
}

function Chosen({ ticket }: { readonly ticket: string }) {
  const { data: parts, error } = useChannel('imports.recognise', { ticket })
  // Leaving stops what is being read, and the files are forgotten.
  useEffect(() => () => void call('imports.forget', { ticket }).catch(() => undefined), [ticket])
  if (error) return <ErrorState error={error} shape="page" />
  if (parts === undefined) return <Reading />
  return (
    <>
      {parts.map((part) => (
        <ImportPart key={part.part} ticket={ticket} part={part} isOnly={parts.length === 1} />
      ))}
    </>
  )
}
