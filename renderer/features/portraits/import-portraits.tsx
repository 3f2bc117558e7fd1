import { CircleCheck, CircleHelp, ListOrdered } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles, PortraitGuess, PortraitProposal, RosterRow } from '../../../electron/contract/views.ts'
import { call, ErrorState, useChannel } from '../../bridge/index.ts'
import { Badge, Button, Dialog, Progress, Select, Skeleton, showToast } from '../../ui/index.ts'
import { choose, fillInOrder, firstChoices, type PortraitChoices } from './choices.ts'
import styles from './portraits.module.css'
import { Preview } from './preview.tsx'
import { keepPortrait } from './take-portrait.ts'

export interface ImportPortraitsProps {
  readonly chosen: ChosenFiles
  readonly classId: number
  readonly pupils: readonly RosterRow[]
  readonly onClose: () => void
}

/** Whose each picture is: what a name leaves no doubt about is settled, the rest is asked, nothing is guessed. */
export function ImportPortraits(props: ImportPortraitsProps) {
  const { chosen, classId, onClose } = props
  const { t } = useTranslation('portraits')
  const answer = useChannel('portraits.recognise', { ticket: chosen.ticket, classId })
  if (answer.data) return <Settle {...props} proposal={answer.data} />
  return (
    <Dialog isOpen onClose={onClose} title={t('import.title')} size="large">
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div role="status" aria-label={t('import.reading')}>
          <Skeleton lines={5} />
        </div>
      )}
    </Dialog>
  )
}

/** Stands for no pupil in the list of pupils. */
const NOBODY = 0

function Settle({ proposal, chosen, pupils, onClose }: ImportPortraitsProps & { readonly proposal: PortraitProposal }) {
  const { t } = useTranslation('portraits')
  const [choices, setChoices] = useState<PortraitChoices>(() => firstChoices(proposal))
  const keeping = useKeeping(chosen, proposal, choices, onClose)
  const settled = [...choices.values()].filter((id) => id !== null).length
  const left = proposal.guesses.filter(({ index }) => choices.get(index) === null)
  const free = pupils.filter(({ pupilId }) => ![...choices.values()].includes(pupilId))
  const options = [
    { id: NOBODY, label: t('import.nobody') },
    ...pupils.map(({ pupilId, familyName, givenName }) => ({ id: pupilId, label: `${familyName} ${givenName}` })),
  ]
  const isBusy = keeping.done !== null
  return (
    <Dialog
      isOpen
      onClose={onClose}
      canClose={!isBusy}
      title={t('import.title')}
      size="large"
      footer={
        <>
          <Button onPress={isBusy ? keeping.stop : onClose}>{t(isBusy ? 'import.stop' : 'import.cancel')}</Button>
          <Button variant="primary" onPress={keeping.start} isDisabled={settled === 0} isPending={isBusy}>
            {t('import.keep', { count: settled })}
          </Button>
        </>
      }
    >
      {isBusy && <Progress label={t('import.keeping')} done={keeping.done ?? 0} total={settled} />}
      {keeping.failures.map(({ fileName, error }) => (
        <div key={fileName}>
          <p className={styles.failed}>{fileName}</p>
          {error === null ? <p>{t('import.unreadable')}</p> : <ErrorState error={error} />}
        </div>
      ))}
      {proposal.guesses.length === 0 && <p>{t('import.noPicture')}</p>}
      {left.length > 0 && free.length > 0 && !isBusy && (
        <div className={styles.order}>
          <p className={styles.soft}>{t('import.orderHint', { count: left.length })}</p>
          <Button
            size="small"
            icon={ListOrdered}
            onPress={() =>
              setChoices(
                fillInOrder(
                  choices,
                  proposal.inOrder,
                  pupils.map(({ pupilId }) => pupilId),
                ),
              )
            }
          >
            {t('import.order')}
          </Button>
        </div>
      )}
      <ul className={styles.guesses}>
        {proposal.guesses.map((guess) => (
          <li key={guess.index} className={styles.guess}>
            <Preview ticket={chosen.ticket} index={guess.index} />
            <span className={styles.guessWords}>
              <span className={styles.fileName}>{guess.fileName}</span>
              <Certainty guess={guess} pupilId={choices.get(guess.index) ?? null} />
            </span>
            <Select
              label={t('import.whose', { name: guess.fileName })}
              labelHidden
              options={sorted(options, guess)}
              value={choices.get(guess.index) ?? NOBODY}
              onChange={(id) => setChoices(choose(choices, guess.index, id === NOBODY ? null : id))}
              isDisabled={isBusy}
            />
          </li>
        ))}
      </ul>
      {proposal.others.length > 0 && (
        <p className={styles.soft}>
          {t('import.others', { count: proposal.others.length, names: proposal.others.slice(0, 5).join(', ') })}
        </p>
      )}
    </Dialog>
  )
}

/** Those it may be come first. */
function sorted<T extends { readonly id: number }>(options: readonly T[], { pupilIds }: PortraitGuess): T[] {
  const first = options.filter(({ id }) => pupilIds.includes(id))
  return [...options.slice(0, 1), ...first, ...options.slice(1).filter((one) => !first.includes(one))]
}

function Certainty({ guess, pupilId }: { readonly guess: PortraitGuess; readonly pupilId: number | null }) {
  const { t } = useTranslation('portraits')
  if (guess.kind === 'sure' && guess.pupilIds[0] === pupilId) {
    return (
      <Badge tone="ok" icon={CircleCheck} plain>
        {t('import.sure')}
      </Badge>
    )
  }
  if (pupilId !== null) return <span className={styles.soft}>{t('import.byHand')}</span>
  return (
    <Badge tone="warn" icon={CircleHelp} plain>
      {t(guess.kind === 'doubt' ? 'import.doubt' : 'import.unknown')}
    </Badge>
  )
}

interface Failure {
  readonly fileName: string
  /** Null: the browser cannot read the picture. */
  readonly error: unknown
}

/** Keeps the settled pictures one after the other; what fails is named and the rest goes on. */
function useKeeping(chosen: ChosenFiles, { guesses }: PortraitProposal, choices: PortraitChoices, onClose: () => void) {
  const { t } = useTranslation('portraits')
  const [done, setDone] = useState<number | null>(null)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const [signal] = useState(() => ({ stopped: false }))
  const start = async () => {
    const failed: Failure[] = []
    let kept = 0
    signal.stopped = false
    setFailures([])
    setDone(0)
    for (const { index, fileName } of guesses) {
      const pupilId = choices.get(index) ?? null
      if (pupilId === null || signal.stopped) continue
      try {
        if (await keepPortrait(chosen.ticket, index, pupilId)) kept++
        else failed.push({ fileName, error: null })
      } catch (error) {
        failed.push({ fileName, error })
      }
      setDone(kept + failed.length)
    }
    setDone(null)
    setFailures(failed)
    if (kept > 0) showToast({ tone: 'ok', title: t('import.kept', { count: kept }) })
    if (failed.length === 0) {
      void call('imports.forget', { ticket: chosen.ticket }).catch(() => {})
      onClose()
    }
  }
  return {
    done,
    failures,
    start: () => void start(),
    stop: () => {
      signal.stopped = true
    },
  }
}
