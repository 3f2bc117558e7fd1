import { ShieldBan } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuardianView } from '../../../electron/contract/views.ts'
import { Badge } from '../../ui/index.ts'
import { AddContact } from './add-contact.tsx'
import { ContactPoint } from './contact-point.tsx'
import styles from './pupil-sheet.module.css'

const LEVEL_KEYS = {
  1: 'pupil.level.1',
  2: 'pupil.level.2',
  3: 'pupil.level.3',
} as const

const levelKey = (level: number): (typeof LEVEL_KEYS)[1 | 2 | 3] =>
  level === 1 || level === 2 ? LEVEL_KEYS[level] : LEVEL_KEYS[3]

/**
 * One guardian of a pupil. Whom a court order forbids to contact is named, so that nobody calls by mistake,
 * and nothing that would let one call is shown, whatever the data hold.
 */
export function GuardianCard({ guardian }: { readonly guardian: GuardianView }) {
  const { t } = useTranslation('classes')
  const { givenName, familyName, courtBlock } = guardian
  return (
    <li className={courtBlock ? styles.blocked : styles.guardian}>
      <p className={styles.guardianName}>
        {givenName} {familyName}
        <span className={styles.relationship}>{t(`relationship.${guardian.relationship}`)}</span>
      </p>
      {courtBlock ? (
        <div className={styles.block}>
          <ShieldBan size={18} aria-hidden />
          <div>
            <p className={styles.blockTitle}>{t('pupil.block.title')}</p>
            <p>{t('pupil.block.text')}</p>
          </div>
        </div>
      ) : (
        <>
          <p className={styles.standing}>
            <span>{t(levelKey(guardian.level))}</span>
            {guardian.level !== 3 && <span>{guardian.authority ? t('pupil.authority') : t('pupil.noAuthority')}</span>}
            {guardian.level === 3 && <span>{t('pupil.levelHint3')}</span>}
            {guardian.primary && <Badge tone="info">{t('pupil.primary')}</Badge>}
          </p>
          {guardian.contactPoints.length > 0 ? (
            <ul>
              {guardian.contactPoints.map((point) => (
                <ContactPoint key={point.id} point={point} personId={guardian.personId} />
              ))}
            </ul>
          ) : (
            <p className={styles.soft}>{t('pupil.noGuardianContact')}</p>
          )}
          <AddContact personId={guardian.personId} name={`${givenName} ${familyName}`} />
        </>
      )}
    </li>
  )
}
