import { CloudOff, RefreshCw, Unplug } from 'lucide-react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, ButtonLink, KeyValue, type Tone, useFormat } from '../../ui/index.ts'
import styles from './ent-state.module.css'
import type { AvailabilitySummary } from './summary.ts'
import { useAvailability } from './use-availability.ts'
import { useHeadline } from './use-headline.ts'

const STATE_TONE: Record<AvailabilitySummary['state'], Tone> = {
  up: 'ok',
  down: 'danger',
  'own-network-down': 'warn',
  unknown: 'unknown',
  none: 'neutral',
}

/** The most recent success of any source; null when nothing ever came in. */
function useDataAge(): string | null | undefined {
  const { data: sources } = useChannel('sources.list')
  return sources?.reduce<string | null>(
    (latest, { lastSuccessAt: at }) => (at !== null && (latest === null || at > latest) ? at : latest),
    null,
  )
}

/** In the header: is the ENT up, and how old are my data. Opens on the details. */
export function EntState() {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const summary = useAvailability()
  const headline = useHeadline(summary)
  const lastSync = useDataAge()
  const check = useAction('availability.check')
  const icons =
    summary.state === 'down' ? { icon: CloudOff } : summary.state === 'own-network-down' ? { icon: Unplug } : {}
  return (
    <DialogTrigger>
      <AriaButton className={styles.button ?? ''}>
        <Badge tone={STATE_TONE[summary.state]} size="medium" {...icons}>
          {headline.pill}
          {summary.state === 'down' && summary.since && <> {t('pill.since', { since: format.since(summary.since) })}</>}
        </Badge>
        <span className={styles.age}>
          {lastSync === undefined
            ? ''
            : lastSync === null
              ? t('age.never')
              : t('age.data', { age: format.age(lastSync) })}
        </span>
      </AriaButton>
      {/* biome-ignore lint/a11y/useValidAriaValues: the dialog inside has its name; on the box around it, which has no role, one is forbidden */}
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={8} aria-labelledby="">
        <Dialog className={styles.dialog ?? ''} aria-label={t('details')}>
          <p className={styles.title}>{headline.title}</p>
          <KeyValue
            items={[
              ...(summary.state === 'none' ? [] : [{ label: t('row.why'), value: t(`kind.${summary.kind}.title`) }]),
              ...(summary.platforms.length > 0 ? [{ label: t('row.what'), value: summary.platforms.join(', ') }] : []),
              { label: t('row.since'), value: summary.since ? format.since(summary.since) : t('row.never') },
              { label: t('row.checked'), value: summary.checkedAt ? format.age(summary.checkedAt) : t('row.never') },
              { label: t('row.data'), value: lastSync ? format.dateTime(lastSync) : t('row.never') },
            ]}
          />
          <div className={styles.links}>
            <ButtonLink size="small" variant="quiet" href={linkTo('outage')}>
              {t('advice.more')}
            </ButtonLink>
            <ButtonLink size="small" variant="quiet" href={linkTo('outage', ['history'])}>
              {t('page.history')}
            </ButtonLink>
          </div>
          {check.error && <ErrorState error={check.error} />}
          <Button icon={RefreshCw} onPress={() => check.mutate(undefined)} isPending={check.isPending}>
            {t('check')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
