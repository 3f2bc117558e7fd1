import { FolderCheck, FolderOpen, GraduationCap, KeyRound, LockKeyholeOpen, Package, UsersRound } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, PackProfile } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, RadioCards, Select, TextField } from '../../ui/index.ts'
import { PackContent } from './pack-content.tsx'
import styles from './packs.module.css'
import type { PackBuilder, Protection } from './use-pack-build.ts'

interface Folder {
  readonly ticket: string
  readonly label: string
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const titleId = useId()
  return (
    <section className={styles.step} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.stepTitle}>
        <span className={styles.stepNumber} aria-hidden>
          {number}
        </span>
        {title}
      </h2>
      <div className={styles.stepBody}>{children}</div>
    </section>
  )
}

export interface PackFormProps {
  readonly classes: readonly ClassSummary[]
  readonly initialClassId: number | null
  readonly builder: PackBuilder
}

/** Four questions on the left; on the right, what the file will hold and the one action. */
export function PackForm({ classes, initialClassId, builder }: PackFormProps) {
  const { t } = useTranslation('packs')
  const known = classes.some(({ id }) => id === initialClassId)
  const [classId, setClassId] = useState(known ? initialClassId : null)
  const [profile, setProfile] = useState<PackProfile>('teacher')
  const [isEncrypted, setEncrypted] = useState(true)
  const [phrase, setPhrase] = useState<Exclude<Protection, 'clear'>>('generated')
  const [ownPhrase, setOwnPhrase] = useState('')
  const [folder, setFolder] = useState<Folder | null>(null)
  const [ticketSpent, setTicketSpent] = useState(false)
  const choose = useAction('packs.chooseFolder')

  const needed: ('class' | 'passphrase' | 'folder')[] = [
    ...(classId === null ? (['class'] as const) : []),
    ...(isEncrypted && phrase === 'own' && ownPhrase === '' ? (['passphrase'] as const) : []),
    ...(folder === null ? (['folder'] as const) : []),
  ]
  const chooseFolder = async () => {
    const chosen = await choose.mutateAsync(undefined).catch(() => null)
    if (chosen === null) return
    setFolder(chosen)
    setTicketSpent(false)
  }
  const chooseProfile = (chosen: PackProfile) => {
    setProfile(chosen)
    // A pack that holds addresses is never written in clear.
    if (chosen === 'teacher') setEncrypted(true)
  }
  const build = async () => {
    if (classId === null || folder === null) return
    const started = await builder.start(
      {
        classId,
        profile,
        ticket: folder.ticket,
        encrypted: isEncrypted,
        passphrase: isEncrypted && phrase === 'own' ? ownPhrase : null,
      },
      {
        className: classes.find(({ id }) => id === classId)?.name ?? '',
        protection: isEncrypted ? phrase : 'clear',
      },
    )
    if (started) return
    // The folder's ticket served once; the folder must be shown again.
    setFolder(null)
    setTicketSpent(true)
  }

  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <Step number={1} title={t('step.class')}>
          <Select
            label={t('chooseClass')}
            labelHidden
            placeholder={t('chooseClassPlaceholder')}
            options={classes.map(({ id, name, subject }) => ({
              id,
              label: name,
              ...(subject === null ? {} : { detail: subject }),
            }))}
            value={classId}
            onChange={setClassId}
          />
        </Step>
        <Step number={2} title={t('step.profile')}>
          <RadioCards
            label={t('profile.label')}
            labelHidden
            value={profile}
            onChange={chooseProfile}
            options={[
              {
                id: 'teacher',
                icon: GraduationCap,
                title: t('profile.teacher.title'),
                detail: t('profile.teacher.text'),
              },
              { id: 'pupil', icon: UsersRound, title: t('profile.pupil.title'), detail: t('profile.pupil.text') },
            ]}
          />
        </Step>
        <Step number={3} title={t('step.protection')}>
          <RadioCards
            label={t('protection.label')}
            labelHidden
            value={isEncrypted ? 'encrypted' : 'clear'}
            onChange={(choice) => setEncrypted(choice === 'encrypted')}
            options={[
              {
                id: 'encrypted',
                icon: KeyRound,
                title: t('protection.encrypted.title'),
                detail: t('protection.encrypted.text'),
              },
              {
                id: 'clear',
                icon: LockKeyholeOpen,
                title: t('protection.clear.title'),
                detail: profile === 'teacher' ? t('protection.clear.refused') : t('protection.clear.text'),
                isDisabled: profile === 'teacher',
              },
            ]}
          />
          {isEncrypted ? (
            <div className={styles.phraseChoice}>
              <Select
                label={t('protection.phrase')}
                options={[
                  { id: 'generated' as const, label: t('protection.generated') },
                  { id: 'own' as const, label: t('protection.own') },
                ]}
                value={phrase}
                onChange={setPhrase}
              />
              {phrase === 'own' && (
                <TextField
                  label={t('protection.ownLabel')}
                  hint={t('protection.ownHint')}
                  value={ownPhrase}
                  onChange={setOwnPhrase}
                  autoComplete="off"
                  spellCheck="false"
                  monospace
                />
              )}
            </div>
          ) : (
            <Banner tone="warn" title={t('protection.clearWarning')} />
          )}
        </Step>
        <Step number={4} title={t('step.folder')}>
          {folder ? (
            <p className={styles.folder}>
              <FolderCheck size={18} aria-hidden className={styles.folderIcon} />
              <span className={styles.folderName}>{folder.label}</span>
              <Button size="small" onPress={chooseFolder} isDisabled={choose.isPending}>
                {t('folder.change')}
              </Button>
            </p>
          ) : (
            <p className={styles.folder}>
              <Button icon={FolderOpen} onPress={chooseFolder} isDisabled={choose.isPending}>
                {t('folder.choose')}
              </Button>
              <span className={styles.soft}>{ticketSpent ? t('folder.used') : t('folder.none')}</span>
            </p>
          )}
          {choose.error && <ErrorState error={choose.error} />}
        </Step>
      </div>
      <div className={styles.aside}>
        <PackContent classId={classId} profile={profile} />
        {builder.error && <ErrorState error={builder.error} />}
        <div className={styles.action}>
          <Button
            variant="primary"
            size="large"
            icon={Package}
            onPress={build}
            isDisabled={needed.length > 0 || builder.isStarting}
            aria-describedby="pack-needs"
          >
            {t('build')}
          </Button>
          <p id="pack-needs" className={styles.soft}>
            {needed[0] && t(`missing.${needed[0]}`)}
          </p>
        </div>
      </div>
    </div>
  )
}
