import { CloudUpload, FileCode, FileLock, GraduationCap, UserRoundPlus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../../electron/contract/channels.ts'
import type { ClassSummary, ShareTarget } from '../../../electron/contract/views.ts'
import { ErrorState, useTaskRunner } from '../../bridge/index.ts'
import { Banner, Button, Card, Checkbox, Progress, RadioCards, Select, TextField, useFormat } from '../../ui/index.ts'
import styles from './share.module.css'

type Profile = Request<'shares.publish'>['profile']
type Form = Request<'shares.publish'>['form']
const ICONS = { pupil: UsersRound, teacher: GraduationCap, substitute: UserRoundPlus } as const
const PROFILES = ['pupil', 'teacher', 'substitute'] as const

export interface PublishFormProps {
  readonly targets: readonly ShareTarget[]
  readonly classes: readonly ClassSummary[]
  readonly initialClassId: number | null
}

/** Where, what, for whom, until when. Always encrypted. */
export function PublishForm({ targets, classes, initialClassId }: PublishFormProps) {
  const { t } = useTranslation('share')
  const format = useFormat()
  const publish = useTaskRunner('shares.publish')
  const [targetId, setTargetId] = useState(targets[0]?.id ?? 0)
  const [classId, setClassId] = useState(initialClassId)
  const [profile, setProfile] = useState<Profile>('pupil')
  const [form, setForm] = useState<Form>('html')
  const [expiresOn, setExpiresOn] = useState('')
  const [wantsLink, setWantsLink] = useState(true)
  const target = targets.find(({ id }) => id === targetId) ?? targets[0]
  const { task } = publish
  const error = publish.error ?? (task?.state === 'failed' ? task.error : null)
  const start = () => {
    if (target === undefined || classId === null) return
    void publish.start({
      ...{ targetId: target.id, classId, profile, form, passphrase: null, replaces: null },
      expiresOn: expiresOn === '' ? null : expiresOn,
      link: target.links && wantsLink,
    })
  }
  return (
    <Card title={t('publish.title')}>
      <div className={styles.form}>
        <div className={styles.pair}>
          <Select
            label={t('publish.where')}
            options={targets.map(({ id, label, where }) => ({ id, label, detail: where }))}
            value={target?.id ?? null}
            onChange={setTargetId}
          />
          <Select
            label={t('publish.class')}
            placeholder={t('publish.choose-class')}
            options={classes.map(({ id, name }) => ({ id, label: name }))}
            value={classId}
            onChange={setClassId}
          />
        </div>
        <RadioCards
          label={t('publish.for')}
          columns={3}
          value={profile}
          onChange={setProfile}
          options={PROFILES.map((id) => ({
            id,
            icon: ICONS[id],
            title: t(`profile.${id}.title`),
            detail: t(`profile.${id}.detail`),
          }))}
        />
        <RadioCards
          label={t('publish.form')}
          value={form}
          onChange={setForm}
          options={[
            { id: 'html', icon: FileCode, title: t('form.html.title'), detail: t('form.html.detail') },
            { id: 'zip', icon: FileLock, title: t('form.zip.title'), detail: t('form.zip.detail') },
          ]}
        />
        <div className={styles.pair}>
          <TextField
            label={t('publish.until')}
            hint={t('publish.until-hint')}
            type="date"
            value={expiresOn}
            onChange={setExpiresOn}
          />
          {target?.links && (
            <div className={styles.check}>
              <Checkbox isSelected={wantsLink} onChange={setWantsLink}>
                {t('publish.link')}
              </Checkbox>
            </div>
          )}
        </div>
        <Banner tone="info" title={t('publish.encrypted')} />
        {error && <ErrorState error={error} />}
        {task?.state === 'running' && (
          <Progress
            label={t(task.step === 'upload' ? 'publish.uploading' : 'publish.building')}
            done={task.done}
            total={task.total}
            {...(task.bytes > 0 ? { detail: format.bytes(task.bytes) } : {})}
          />
        )}
        {task?.state === 'done' && <Banner tone="ok" title={t('publish.done')} live="status" />}
        <div className={styles.actions}>
          {publish.isRunning && <Button onPress={publish.cancel}>{t('publish.stop')}</Button>}
          <Button
            variant="primary"
            icon={CloudUpload}
            isDisabled={classId === null}
            isPending={publish.isRunning}
            onPress={start}
          >
            {t('publish.action')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
