import { CameraOff, ImagePlus, Printer, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles, Portrait, RosterRow } from '../../../electron/contract/views.ts'
import { classLink, linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel, useDropClaim } from '../../bridge/index.ts'
import {
  Button,
  ButtonLink,
  ConfirmDialog,
  EmptyState,
  Page,
  PageHeader,
  PrintPortal,
  Skeleton,
} from '../../ui/index.ts'
import { ImportPortraits } from './import-portraits.tsx'
import { PortraitSheet } from './portrait-sheet.tsx'
import styles from './portraits.module.css'

/** `#/classes/<classId>/photos`: the faces of a class, with their names. */
export function PortraitsPage({ classId }: { readonly classId: number }) {
  const { t } = useTranslation('portraits')
  const classes = useChannel('classes.list')
  const roster = useChannel('classes.roster', { classId })
  const portraits = useChannel('portraits.ofClass', { classId })
  const kept = useChannel('portraits.count')
  const app = useChannel('app.state')
  const [chosen, setChosen] = useState<ChosenFiles | null>(null)
  const [removing, setRemoving] = useState<RosterRow | null>(null)
  const name = classes.data?.find(({ id }) => id === classId)?.name ?? ''
  const isDemo = app.data?.space === 'demo'
  const isOff = kept.data?.stored === false
  const canAdd = !isDemo && !isOff
  const failed = roster.error ?? portraits.error ?? classes.error ?? kept.error
  const pupils = roster.data ?? []
  useDropClaim(
    canAdd && chosen === null
      ? { title: t('drop.title', { name }), detail: t('drop.detail'), take: (files) => setChosen(files) }
      : null,
  )
  const isReady = roster.data !== undefined && portraits.data !== undefined && kept.data !== undefined
  return (
    <Page>
      <PageHeader
        title={t('title', { name })}
        back={{ href: classLink(classId), label: name }}
        {...(isReady && !isOff
          ? {
              subtitle: <span role="status">{t('count', { count: portraits.data.length, total: pupils.length })}</span>,
            }
          : {})}
        actions={
          <>
            <Button icon={Printer} onPress={() => window.print()} isDisabled={!isReady || isOff || pupils.length === 0}>
              {t('print')}
            </Button>
            {canAdd && <AddButtons onChosen={setChosen} />}
          </>
        }
      />
      {failed && <ErrorState shape="page" error={failed} onRetry={() => void portraits.refetch()} />}
      {!failed && !isReady && (
        <div role="status" aria-label={t('loading')}>
          <Skeleton lines={3} height="9rem" />
        </div>
      )}
      {isReady && isOff && (
        <EmptyState
          icon={CameraOff}
          title={t('off.title')}
          actions={<ButtonLink href={linkTo('settings')}>{t('off.action')}</ButtonLink>}
        >
          {t('off.text')}
        </EmptyState>
      )}
      {isReady && !isOff && pupils.length === 0 && (
        <EmptyState icon={UsersRound} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
      {isReady && !isOff && pupils.length > 0 && (
        <>
          {isDemo && <p className={styles.note}>{t('demo')}</p>}
          {!isDemo && portraits.data.length === 0 && <p className={styles.note}>{t('hint')}</p>}
          <PortraitSheet pupils={pupils} portraits={portraits.data} {...(canAdd ? { onRemove: setRemoving } : {})} />
          <PrintPortal page="size: A4 portrait; margin: 12mm">
            <h1 className={styles.paperTitle}>{t('title', { name })}</h1>
            <PortraitSheet pupils={pupils} portraits={portraits.data} paper />
          </PrintPortal>
        </>
      )}
      {chosen && <ImportPortraits chosen={chosen} classId={classId} pupils={pupils} onClose={() => setChosen(null)} />}
      <RemoveDialog pupil={removing} portraits={portraits.data ?? []} onClose={() => setRemoving(null)} />
    </Page>
  )
}

function AddButtons({ onChosen }: { readonly onChosen: (chosen: ChosenFiles) => void }) {
  const { t } = useTranslation('portraits')
  const files = useAction('portraits.chooseFiles')
  const folder = useAction('portraits.chooseFolder')
  const take = (chosen: ChosenFiles | null) => chosen && onChosen(chosen)
  return (
    <>
      {(files.error ?? folder.error) && <ErrorState error={files.error ?? folder.error} />}
      <Button onPress={() => folder.mutate(undefined, { onSuccess: take })} isPending={folder.isPending}>
        {t('addFolder')}
      </Button>
      <Button
        variant="primary"
        icon={ImagePlus}
        onPress={() => files.mutate(undefined, { onSuccess: take })}
        isPending={files.isPending}
      >
        {t('add')}
      </Button>
    </>
  )
}

function RemoveDialog(props: {
  readonly pupil: RosterRow | null
  readonly portraits: readonly Portrait[]
  readonly onClose: () => void
}) {
  const { pupil, onClose } = props
  const { t } = useTranslation('portraits')
  const remove = useAction('portraits.remove')
  return (
    <ConfirmDialog
      isOpen={pupil !== null}
      onClose={onClose}
      title={t('remove.title')}
      confirmLabel={t('remove.confirm')}
      tone="danger"
      onConfirm={() => (pupil ? remove.mutateAsync({ pupilIds: [pupil.pupilId] }) : undefined)}
    >
      <p>{t('remove.text', { name: pupil ? `${pupil.givenName} ${pupil.familyName}` : '' })}</p>
      {remove.error && <ErrorState error={remove.error} />}
    </ConfirmDialog>
  )
}
