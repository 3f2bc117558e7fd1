import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Portrait, RosterRow } from '../../../electron/contract/views.ts'
import { pupilLink } from '../../app/router.ts'
import { cx, IconButton } from '../../ui/index.ts'
import { usePictureUrl } from '../../ui/use-picture-url.ts'
import styles from './portraits.module.css'

export interface PortraitSheetProps {
  readonly pupils: readonly RosterRow[]
  readonly portraits: readonly Portrait[]
  readonly paper?: boolean
  /** Without it nothing can be removed here. */
  readonly onRemove?: (pupil: RosterRow) => void
}

/** One face per pupil in the order of the class list; initials where there is no picture. */
export function PortraitSheet({ pupils, portraits, paper = false, onRemove }: PortraitSheetProps) {
  const byPupil = new Map(portraits.map((portrait) => [portrait.pupilId, portrait]))
  return (
    <ul className={cx(styles.sheet, paper ? styles.paper : styles.screen)}>
      {pupils.map((pupil) => (
        <Face
          key={pupil.pupilId}
          pupil={pupil}
          portrait={byPupil.get(pupil.pupilId) ?? null}
          paper={paper}
          {...(onRemove ? { onRemove } : {})}
        />
      ))}
    </ul>
  )
}

interface FaceProps {
  readonly pupil: RosterRow
  readonly portrait: Portrait | null
  readonly paper: boolean
  readonly onRemove?: (pupil: RosterRow) => void
}

function Face({ pupil, portrait, paper, onRemove }: FaceProps) {
  const { t } = useTranslation('portraits')
  const url = usePictureUrl(portrait)
  const { familyName, givenName, pupilId } = pupil
  const name = (
    <>
      <span className={styles.family}>{familyName}</span> <span>{givenName}</span>
    </>
  )
  return (
    <li className={styles.face}>
      <div className={styles.frame}>
        {url === null ? (
          <span className={styles.initials} aria-hidden>
            {`${givenName.charAt(0)}${familyName.charAt(0)}`}
          </span>
        ) : (
          // The name is just below: said once is enough.
          <img src={url} alt="" className={styles.picture} />
        )}
        {portrait !== null && onRemove && (
          <span className={styles.remove}>
            <IconButton
              icon={X}
              size="small"
              label={t('remove.button', { name: `${givenName} ${familyName}` })}
              onPress={() => onRemove(pupil)}
            />
          </span>
        )}
      </div>
      {paper ? (
        <span className={styles.name}>{name}</span>
      ) : (
        <a href={pupilLink(pupilId)} className={styles.name}>
          {name}
          {portrait === null && <span className="visually-hidden">{t('none')}</span>}
        </a>
      )}
    </li>
  )
}
