import { Package } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles, ClassSummary, PackPreview, PackProfile } from '../../../electron/contract/views.ts'
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
import type { PackBuild, PackBuilder } from './use-pack-build.ts'
import { type PackRequest, startSeries } from './use-series.ts'

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
  const [isSeries, setSeries] = useState(false)
  const drives = useDrives()
  const isSet = choice.profile === 'individual' && recipientId === WHOLE_CLASS
  const preview = usePreview(classId, choice.profile)
  const pupils = preview?.recipients ?? []
  const size = preview === undefined ? null : preview.estimatedBytes * (isSet ? pupils.length : 1)
  const isOwn = choice.isEncrypted && !isSet && phrase === 'own'

  // A drive that left cannot be written to.
  const isReady =
    destination?.kind === 'folder' ||
    drives.drives?.some(({ id }) => destination?.kind === 'drive' && id === destination.id)
  const needed: ('class' | 'passphrase' | 'folder')[] = [
    ...(classId === null ? (['class'] as const) : []),
    ...(isOwn && ownPhrase === '' ? (['passphrase'] as const) : []),
    ...(isReady || isSeries ? [] : (['folder'] as const)),
  ]
  const chooseClass = (id: number) => {
    setClassId(id)
    setRecipientId(WHOLE_CLASS)
  }
  const request = (id: number): PackRequest => ({
    classId: id,
    profile: choice.profile,
    form: choice.form,
    encrypted: choice.isEncrypted,
    passphrase: isOwn ? ownPhrase : null,
    documents: documents?.ticket ?? null,
    recipientId: choice.profile === 'individual' && !isSet ? recipientId : null,
    expiresOn: details.expiresOn === '' ? null : details.expiresOn,
    recipient: details.recipient,
    purpose: details.purpose,
  })
  const facts = (): Omit<PackBuild, 'taskId'> => ({
    className: classes.find(({ id }) => id === classId)?.name ?? '',
    protection: choice.isEncrypted ? (isOwn ? 'own' : 'generated') : 'clear',
    form: choice.form,
    isSet: isSet && !isSeries,
  })
  const build = async () => {
    if (classId === null) return
    if (isSeries) return startSeries(request(classId), facts(), isSet ? pupils : null)
    if (destination === null) return
    if (await builder.start(destination, request(classId), facts())) return
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
            isSeries={isSeries}
            onSeries={setSeries}
            isPerPupil={isSet}
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
            {isSeries ? t('series.start') : <BuildLabel classId={isSet ? classId : null} />}
          </Button>
          <p id="pack-needs" className={styles.soft}>
            {needed[0] && t(`missing.${needed[0]}`)}
          </p>
        </div>
      </div>
    </div>
  )
}

/** What the pack would hold; undefined while unknown. */
const usePreview = (classId: number | null, profile: PackProfile): PackPreview | undefined =>
  useChannel('packs.preview', { classId: classId ?? 0, profile }, { enabled: classId !== null }).data

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
