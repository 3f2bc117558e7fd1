import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddStep, SourceView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, RadioCards } from '../../ui/index.ts'
import styles from './add-source.module.css'

type Question = Extract<AddStep, { step: 'question' }>

export interface ServerQuestionProps {
  readonly question: Question | null
  readonly onSource: (source: SourceView) => void
  readonly onClose: () => void
}

/** A server that does not know this computer asks who is there, once. */
export function ServerQuestion({ question, onSource, onClose }: ServerQuestionProps) {
  const { t } = useTranslation('ways')
  return (
    <Dialog isOpen={question !== null} onClose={onClose} title={t('question.title')} size="small">
      {question && <Answer key={question.ticket} first={question} onSource={onSource} />}
    </Dialog>
  )
}

function Answer({ first, onSource }: { readonly first: Question; readonly onSource: ServerQuestionProps['onSource'] }) {
  const { t } = useTranslation('ways')
  const [question, setQuestion] = useState(first)
  const [choice, setChoice] = useState<string | null>(null)
  const answer = useAction('sources.answer')
  const send = async () => {
    if (choice === null) return
    try {
      const step = await answer.mutateAsync({ ticket: question.ticket, choice })
      if (step.step === 'added') return onSource(step.source)
      setChoice(null)
      setQuestion(step)
    } catch {
      // In `answer.error`, below the choices.
    }
  }
  return (
    <div className={styles.letter}>
      <p>{t('question.intro')}</p>
      <RadioCards
        label={question.question}
        options={question.choices.map((id) => ({ id, title: id }))}
        value={choice}
        onChange={setChoice}
        columns={1}
      />
      {answer.error && <ErrorState error={answer.error} />}
      <div className={styles.end}>
        <Button variant="primary" onPress={send} isPending={answer.isPending} isDisabled={choice === null}>
          {t('question.action')}
        </Button>
      </div>
    </div>
  )
}
