import { Lightbulb } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageLook } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { ButtonLink, Card, Page, PageHeader, RadioCards, Step, TextField } from '../../ui/index.ts'
import { isSchoolSystem, type SchoolSystem } from './school-systems.ts'
import styles from './start.module.css'

const LOOKS: readonly PageLook[] = ['pronote', 'kosmos', 'edifice', 'ecole-directe', 'moodle', 'none']

/** For who does not know: what the address bar shows, what the page looks like. */
export function WhichSystem() {
  const { t } = useTranslation('start')
  const [address, setAddress] = useState('')
  const [look, setLook] = useState<PageLook | null>(null)
  // What was pasted may be a whole page: its first line is an address, the rest are words.
  const [first = '', ...rest] = address.trim().split('\n')
  const hasAnswer = address.trim() !== '' || look !== null
  const guess = useChannel(
    'start.guess',
    { address: first.slice(0, 2000), look, words: [first, ...rest].join('\n').slice(0, 20_000) },
    { enabled: hasAnswer, keepPrevious: true },
  )
  const system = guess.data?.system ?? null
  return (
    <Page width="reading">
      <PageHeader
        title={t('unsure.title')}
        subtitle={t('unsure.subtitle')}
        back={{ href: linkTo('start'), label: t('which.title') }}
      />
      <Step number={1} title={t('unsure.address')}>
        <TextField
          label={t('unsure.address-label')}
          hint={t('unsure.address-hint')}
          placeholder="https://"
          value={address}
          onChange={setAddress}
          autoComplete="off"
          autoFocus
        />
      </Step>
      <Step number={2} title={t('unsure.look')}>
        <RadioCards
          label={t('unsure.look')}
          labelHidden
          options={LOOKS.map((id) => ({ id, title: t(`look.${id}.title`), detail: t(`look.${id}.detail`) }))}
          value={look}
          onChange={setLook}
        />
      </Step>
      {guess.error && <ErrorState error={guess.error} onRetry={() => void guess.refetch()} />}
      <div role="status" className={styles.stays}>
        {hasAnswer && guess.data && (
          <Answer
            system={system !== null && isSchoolSystem(system) ? system : null}
            isContradicted={guess.data.contradicted}
            by={guess.data.because[0] ?? null}
          />
        )}
      </div>
    </Page>
  )
}

interface AnswerProps {
  readonly system: SchoolSystem | null
  readonly by: 'address' | 'words' | 'look' | null
  readonly isContradicted: boolean
}

/** What it most likely is, why, and where to go; what works everywhere when nothing tells. */
function Answer({ system, by, isContradicted }: AnswerProps) {
  const { t } = useTranslation('start')
  return (
    <Card>
      <div className={styles.answer}>
        <span className={styles.choiceIcon} aria-hidden>
          <Lightbulb size={20} />
        </span>
        <div className={styles.answerWords}>
          <p className={styles.answerTitle}>
            {system === null ? t('unsure.none') : t('unsure.found', { name: t(`system.${system}.name`) })}
          </p>
          <p className={styles.choiceDetail}>
            {system === null
              ? t('unsure.none-detail')
              : isContradicted
                ? t('unsure.contradicted')
                : by === null
                  ? ''
                  : t(`unsure.by.${by}`)}
          </p>
        </div>
        {system === null ? (
          <ButtonLink variant="primary" href={linkTo('sources', ['add', 'unsure'])}>
            {t('unsure.everywhere')}
          </ButtonLink>
        ) : (
          <ButtonLink variant="primary" href={linkTo('start', [system])}>
            {t('unsure.go')}
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}
