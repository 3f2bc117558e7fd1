import { Check, Inbox } from 'lucide-react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { PackPreview, PackProfile } from '../../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Card, EmptyState, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './packs.module.css'

/** Names of missing files shown before "and 12 others". */
const MISSING_SHOWN = 12

const isPerson = (field: string): boolean => /^(?:pupil|guardian|recipient|teacher)\./.test(field)

/** Exactly what the pack would hold, field by field: nobody has to trust a summary. */
export function PackContent({
  classId,
  profile,
  isSet,
}: {
  readonly classId: number | null
  readonly profile: PackProfile
  /** One pack for each pupil of the class. */
  readonly isSet: boolean
}) {
  const { t } = useTranslation('packs')
  const preview = useChannel(
    'packs.preview',
    { classId: classId ?? 0, profile },
    { enabled: classId !== null, keepPrevious: true },
  )
  return (
    <Card title={t('content.title')}>
      {classId === null && <EmptyState icon={Inbox} size="small" level={3} title={t('content.choose')} />}
      {classId !== null && preview.isPending && (
        <>
          <p role="status" className={styles.soft}>
            {t('content.loading')}
          </p>
          <Skeleton lines={5} />
        </>
      )}
      {preview.error && (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} isRetrying={preview.isFetching} />
      )}
      {classId !== null && preview.data && <Content preview={preview.data} isSet={isSet} />}
    </Card>
  )
}

function Content({ preview, isSet }: { readonly preview: PackPreview; readonly isSet: boolean }) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const people = preview.fields.filter(isPerson)
  const work = preview.fields.filter((field) => !isPerson(field))
  return (
    <>
      {isSet && <p>{t('content.each', { count: preview.recipients.length })}</p>}
      <ul className={styles.figures}>
        {preview.pupils > 0 && <li>{t('content.pupils', { count: preview.pupils })}</li>}
        {preview.guardians > 0 && <li>{t('content.guardians', { count: preview.guardians })}</li>}
        <li>{t('content.assignments', { count: preview.assignments })}</li>
        <li>{t('content.attachments', { count: preview.attachments })}</li>
        <li className={styles.soft}>{t('content.size', { size: format.bytes(preview.estimatedBytes) })}</li>
      </ul>
      <div className={styles.fieldColumns}>
        {work.length > 0 && <Fields title={t('content.about.work')} fields={work} />}
        {people.length > 0 ? (
          <Fields title={t('content.about.people')} fields={people} />
        ) : (
          <div>
            <h3 className={styles.fieldsTitle}>{t('content.about.people')}</h3>
            <p className={styles.soft}>{t('content.none')}</p>
          </div>
        )}
      </div>
      {preview.attachmentsMissing.length > 0 && <Missing names={preview.attachmentsMissing} />}
    </>
  )
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly string[] }) {
  const { t } = useTranslation('packs')
  return (
    <div>
      <h3 className={styles.fieldsTitle}>{title}</h3>
      <ul className={styles.fields}>
        {fields.map((field) => (
          <li key={field}>
            <Check size={14} aria-hidden />
            {t(`field.${field}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Missing({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('packs')
  return (
    <Disclosure className={styles.missing ?? ''}>
      <p>{t('content.missing', { count: names.length })}</p>
      <Heading level={3}>
        <AriaButton slot="trigger" className={styles.disclose ?? ''}>
          {t('content.missingShow')}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <ul className={styles.missingNames}>
          {names.slice(0, MISSING_SHOWN).map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may bear the same name, and the list does not move
            <li key={index}>{name}</li>
          ))}
        </ul>
        {names.length > MISSING_SHOWN && <p>{t('content.missingMore', { count: names.length - MISSING_SHOWN })}</p>}
      </DisclosurePanel>
    </Disclosure>
  )
}
