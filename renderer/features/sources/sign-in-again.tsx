import { LogIn } from 'lucide-react'
import { useState } from 'react'
import type { AddStep } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button } from '../../ui/index.ts'
import { ServerQuestion } from './server-question.tsx'

export interface SignInAgainProps {
  readonly sourceId: number
  readonly label: string
  readonly onSignedIn: () => void
}

/** For a server that wants to know who it is, or a key that has died: once, then synchronises. */
export function SignInAgain({ sourceId, label, onSignedIn }: SignInAgainProps) {
  const [question, setQuestion] = useState<Extract<AddStep, { step: 'question' }> | null>(null)
  const signIn = useAction('sources.signIn')
  const finish = () => {
    setQuestion(null)
    onSignedIn()
  }
  const start = () =>
    signIn.mutate({ id: sourceId }, { onSuccess: (step) => (step.step === 'question' ? setQuestion(step) : finish()) })
  return (
    <>
      {signIn.error && <ErrorState error={signIn.error} />}
      <Button icon={LogIn} onPress={start} isPending={signIn.isPending}>
        {label}
      </Button>
      <ServerQuestion question={question} onSource={finish} onClose={() => setQuestion(null)} />
    </>
  )
}
