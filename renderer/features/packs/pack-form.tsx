import { Package } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles, ClassSummary, PackProfile } from '../../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, Select, Step } from '../../ui/index.ts'
import type { Destination } from './destination.ts'
import { DestinationStep } from './destination-step.tsx'
import { DetailsStep, NO_DETAILS } from './details-step.tsx'
import { DocumentsStep } from './documents-step.tsx'
import { FormStep } from './form-step.tsx'
import { FIRST_CHOICE, withForm, withProfile } from './pack-choice.ts'
import { PackContent } from './pack-content.tsx'
import styles from './packs.module.css'
import { ProfileStep, WHOLE_CLASS } from './profile-step.tsx'
import { type Phrase, ProtectionStep } from './protection-step.tsx'
import { useDrives } from './use-drives.ts'
import type { PackBuilder } from './use-pack-build.ts'

export interface PackFormProps {
  readonly classes: readonly ClassSummary[]
  readonly initialClassId: number | null
  readonly builder: PackBuilder
}

/** Short questions on the left; on the right, what the file will hold and the one action. */
export function PackForm({ classes, initialClassId, builder }: PackFormProps) {
  const { t } = useTranslation('packs')
  const known = classes.some(({ id }) => id === initialClassId)
  const [classId, setClassId] = useState(known ? initialClassId : null)
  const [choice, setChoice] = useState(FIRST_CHOICE)
  const [recipientId, setRecipientId] = useState(WHOLE_CLASS)
  const [phrase, setPhrase] = useState<Phrase>('generated')
  const [ownPhrase, setOwnPhrase] = useState('')
  const [details, setDetails] = useState(NO_DETAILS)
  const [documents, setDocuments] = useState<ChosenFiles | null>(null)
  const [destination, setDestination] = useState<Destination | null>(null)
  const [ticketSpent, setTicketSpent] = useState(false)
  const drives = useDrives()
  const isSet = choice.profile === 'individual' && recipientId === WHOLE_CLASS
  const size = usePackSize(classId, choice.profile, isSet)
  const isOwn = choice.isEncrypted && !isSet && phrase === 'own'

  // A drive that left cannot be written to.
  const isReady =
    destination?.kind === 'folder' ||
    drives.drives?.some(({ id }) => destination?.kind === 'drive' && id === destination.id)
  const needed: ('class' | 'passphrase' | 'folder')[] = [
    ...(classId === null ? (['class'] as const) : []),
    ...(isOwn && ownPhrase === '' ? (['passphrase'] as const) : []),
    ...(isReady ? [] : (['folder'] as const)),
  ]
  const chooseClass = (id: number) => {
    setClassId(id)
    setRecipientId(WHOLE_CLASS)
  }
  const build = async () => {
    if (classId === null || destination === null) return
    const started = await builder.start(
      destination,
      {
        classId,
        profile: choice.profile,
        form: choice.form,
        encrypted: choice.isEncrypted,
        passphrase: isOwn ? ownPhrase : null,
        documents: documents?.ticket ?? null,
        recipientId: choice.profile === 'individual' && !isSet ? recipientId : null,
        expiresOn: details.expiresOn === '' ? null : details.expiresOn,
        recipient: details.recipient,
        purpose: details.purpose,
      },
      {
        className: classes.find(({ id }) => id === classId)?.name ?? '',
        protection: choice.isEncrypted ? (isOwn ? 'own' : 'generated') : 'clear',
        form: choice.form,
        isSet,
      },
    )
    if (started) return
    if (destination.kind === 'drive') return
    // The folder's ticket served once; the folder must be shown again.
    setDestination(null)
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
            onChange={chooseClass}
          />
        </Step>
        <Step number={2} title={t('step.profile')}>
          <ProfileStep
            classId={classId}
            profile={choice.profile}
            onProfile={(profile) => setChoice(withProfile(choice, profile))}
            recipientId={recipientId}
            onRecipient={setRecipientId}
          />
        </Step>
        <Step number={3} title={t('step.form')}>
          <FormStep profile={choice.profile} form={choice.form} onForm={(form) => setChoice(withForm(choice, form))} />
        </Step>
        <Step number={4} title={t('step.protection')}>
          <ProtectionStep
            choice={choice}
            onEncrypted={(isEncrypted) => setChoice({ ...choice, isEncrypted })}
            isSet={isSet}
            phrase={phrase}
            onPhrase={setPhrase}
            ownPhrase={ownPhrase}
            onOwnPhrase={setOwnPhrase}
          />
        </Step>
        <Step number={5} title={t('step.documents')}>
          <DocumentsStep documents={documents} onDocuments={setDocuments} />
        </Step>
        <Step number={6} title={t('step.folder')}>
          <DestinationStep
            drives={drives}
            destination={destination}
            onDestination={(next) => {
              setDestination(next)
              setTicketSpent(false)
            }}
            form={choice.form}
            bytes={size}
            isSpent={ticketSpent}
          />
        </Step>
        <Step number={7} title={t('step.details')}>
          <DetailsStep form={choice.form} details={details} onDetails={setDetails} />
        </Step>
      </div>
      <div className={styles.aside}>
        <PackContent classId={classId} profile={choice.profile} isSet={isSet} />
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
            <BuildLabel classId={isSet ? classId : null} />
          </Button>
          <p id="pack-needs" className={styles.soft}>
            {needed[0] && t(`missing.${needed[0]}`)}
          </p>
        </div>
      </div>
    </div>
  )
}

/** About how much would be written: of a whole class, all its packs; null while unknown. */
function usePackSize(classId: number | null, profile: PackProfile, isSet: boolean): number | null {
  const preview = useChannel('packs.preview', { classId: classId ?? 0, profile }, { enabled: classId !== null })
  if (!preview.data) return null
  return preview.data.estimatedBytes * (isSet ? preview.data.recipients.length : 1)
}

/** Of a whole class the button says how many packs it makes. */
function BuildLabel({ classId }: { readonly classId: number | null }) {
  const { t } = useTranslation('packs')
  const preview = useChannel(
    'packs.preview',
    { classId: classId ?? 0, profile: 'individual' },
    { enabled: classId !== null },
  )
  const count = classId === null ? 0 : (preview.data?.recipients.length ?? 0)
  return count > 0 ? t('buildAll', { count }) : t('build')
}
