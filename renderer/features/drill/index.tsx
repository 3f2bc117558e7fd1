import { useState } from 'react'
import type { ScreenProps } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { DrillIntro } from './drill-intro.tsx'
import { DrillRun } from './drill-run.tsx'

/** `#/drill`: an outage played on the teacher's own data, without sending anything; `?class=<classId>` for one class. */
export function Screen({ query }: ScreenProps) {
  const { data: classes } = useChannel('classes.list')
  const [startedAt, setStartedAt] = useState<number | null>(null)
  const asked = Number(query.get('class'))
  const first = classes?.find(({ id }) => id === asked) ?? classes?.find(({ kind }) => kind === 'class') ?? classes?.[0]
  if (startedAt === null || classes === undefined || first === undefined) {
    return <DrillIntro canStart={first !== undefined} onStart={() => setStartedAt(Date.now())} />
  }
  return (
    <DrillRun
      key={startedAt}
      startedAt={startedAt}
      classes={classes}
      firstClass={first.id}
      onAgain={() => setStartedAt(Date.now())}
    />
  )
}
