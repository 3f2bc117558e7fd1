import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { PupilSheet as PupilSheetView } from '../../../electron/contract/views.ts'
import { classLink, pupilLink } from '../../app/router.ts'
import { useFormat } from '../../ui/index.ts'
import { AddContact } from './add-contact.tsx'
import { ContactPoint } from './contact-point.tsx'
import { ReachBadge } from './coverage.tsx'
import { GuardianCard } from './guardian-card.tsx'
import styles from './pupil-sheet.module.css'

/** Birth date, reach and whether the pupil has left, in one line under the name. */
export function PupilFacts({ pupil }: { readonly pupil: PupilSheetView }) {
  const { t } = useTranslation('classes')
  const format = useFormat()
  return (
    <div className={styles.facts}>
      <ReachBadge reach={pupil.reach} />
      {pupil.birthDate && <span>{t('pupil.born', { date: format.date(pupil.birthDate) })}</span>}
      {!pupil.active && <strong>{t('pupil.inactive')}</strong>}
    </div>
  )
}

/** Guardians of a pupil: the primary one first, whom a court order sets apart last. */
export function PupilGuardians({ pupil, level = 3 }: { readonly pupil: PupilSheetView; readonly level?: 2 | 3 }) {
  const { t } = useTranslation('classes')
  const Title = level === 2 ? 'h2' : 'h3'
  const rank = (guardian: PupilSheetView['guardians'][number]): number =>
    guardian.courtBlock ? 9 : guardian.primary ? 0 : guardian.level
  const ordered = [...pupil.guardians].sort((a, b) => rank(a) - rank(b))
  return (
    <section className={styles.section}>
      <Title className={styles.sectionTitle}>{t('pupil.guardians')}</Title>
      {ordered.length === 0 ? (
        <p className={styles.soft}>{t('pupil.noGuardians')}</p>
      ) : (
        <ul className={styles.guardians}>
          {ordered.map((guardian) => (
            <GuardianCard key={guardian.personId} guardian={guardian} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** The pupil's own part: contact points, classes, siblings, and where all this comes from. */
export function PupilSelf({ pupil, level = 3 }: { readonly pupil: PupilSheetView; readonly level?: 2 | 3 }) {
  const { t } = useTranslation('classes')
  const format = useFormat()
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <div className={styles.sheet}>
      <section className={styles.section}>
        <Title className={styles.sectionTitle}>{t('pupil.classes')}</Title>
        <ul className={styles.chips}>
          {pupil.classes.map(({ id, name }) => (
            <li key={id}>
              <Link href={classLink(id)} className={styles.chip ?? ''}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.section}>
        <Title className={styles.sectionTitle}>{t('pupil.contacts')}</Title>
        {pupil.contactPoints.length === 0 ? (
          <p className={styles.soft}>{t('pupil.noContacts')}</p>
        ) : (
          <ul>
            {pupil.contactPoints.map((point) => (
              <ContactPoint key={point.id} point={point} personId={pupil.id} />
            ))}
          </ul>
        )}
        {pupil.active && <AddContact personId={pupil.id} name={`${pupil.givenName} ${pupil.familyName}`} />}
      </section>
      {pupil.siblings.length > 0 && (
        <section className={styles.section}>
          <Title className={styles.sectionTitle}>{t('pupil.siblings')}</Title>
          <ul className={styles.links}>
            {pupil.siblings.map(({ id, givenName, familyName, className }) => (
              <li key={id}>
                <Link href={pupilLink(id)} className={styles.inlineLink ?? ''}>
                  {givenName} {familyName}
                </Link>
                {className && <span className={styles.soft}> {className}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section}>
        <Title className={styles.sectionTitle}>{t('pupil.sources')}</Title>
        {pupil.sources.length === 0 ? (
          <p className={styles.soft}>{t('pupil.noSource')}</p>
        ) : (
          <ul>
            {pupil.sources.map(({ label, seenAt }) => (
              <li key={`${label} ${seenAt}`} className={styles.soft}>
                {t('pupil.source', { label, date: format.date(seenAt) })}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
