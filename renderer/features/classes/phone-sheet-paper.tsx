import { useTranslation } from 'react-i18next'
import type { ContactPointView, PupilSheet } from '../../../electron/contract/views.ts'
import { cx, useFormat } from '../../ui/index.ts'
import { formatPhone } from './format-phone.ts'
import styles from './phone-sheet.module.css'

interface Line {
  readonly key: string
  readonly who: string
  readonly link: string | null
  readonly phones: readonly string[]
  readonly blocked: boolean
}

const phonesOf = (points: readonly ContactPointView[]): string[] =>
  points.filter(({ kind }) => kind === 'phone').map(({ value }) => formatPhone(value))

/** A number given for two of a family is written beside both: on paper nobody looks elsewhere. */
function useLines(): (pupil: PupilSheet) => Line[] {
  const { t } = useTranslation('classes')
  return (pupil) => {
    const own = phonesOf(pupil.contactPoints)
    const lines: Line[] = pupil.guardians.map((guardian) => ({
      key: `g${guardian.personId}`,
      who: `${guardian.givenName} ${guardian.familyName}`,
      link: t(`relationship.${guardian.relationship}`),
      phones: guardian.courtBlock ? [] : phonesOf(guardian.contactPoints),
      blocked: guardian.courtBlock,
    }))
    if (own.length > 0 || lines.length === 0)
      lines.push({ key: 'own', who: t('sheet.ownPhone'), link: null, phones: own, blocked: false })
    return lines
  }
}

/** The sheet itself: names, numbers, and boxes to tick by hand. */
export function PhoneSheetPaper({
  className,
  pupils,
}: {
  readonly className: string
  readonly pupils: readonly PupilSheet[]
}) {
  const { t } = useTranslation('classes')
  const format = useFormat()
  const linesOf = useLines()
  return (
    <article className={styles.paper}>
      <header className={styles.paperHead}>
        <p className={styles.paperTitle}>{t('sheet.heading', { name: className })}</p>
        <p className={styles.paperFacts}>
          {t('pupils', { count: pupils.length })}
          <br />
          {t('sheet.printed', { date: format.date(format.now.toISOString()) })}
        </p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.heading}>
              {t('sheet.pupil')}
            </th>
            <th scope="col" className={styles.heading}>
              {t('sheet.guardian')}
            </th>
            <th scope="col" className={styles.heading}>
              {t('sheet.phone')}
            </th>
            <th scope="col" className={cx(styles.heading, styles.tick)}>
              {t('sheet.reached')}
            </th>
            <th scope="col" className={cx(styles.heading, styles.tick)}>
              {t('sheet.message')}
            </th>
            <th scope="col" className={cx(styles.heading, styles.note)}>
              {t('sheet.note')}
            </th>
          </tr>
        </thead>
        {pupils.map((pupil) => {
          const lines = linesOf(pupil)
          return (
            <tbody key={pupil.id} className={styles.pupil}>
              {lines.map((line, index) => (
                <tr key={line.key}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={lines.length} className={styles.who}>
                      {pupil.familyName}
                      <br />
                      <span className={styles.given}>{pupil.givenName}</span>
                    </th>
                  )}
                  <td>
                    {line.who}
                    {line.link && <span className={styles.link}> ({line.link.toLocaleLowerCase()})</span>}
                  </td>
                  {line.blocked ? (
                    <td colSpan={4} className={styles.blocked}>
                      {t('sheet.blocked')}
                    </td>
                  ) : (
                    <>
                      <td className={styles.phones}>
                        {line.phones.length > 0 ? (
                          line.phones.map((phone) => <div key={phone}>{phone}</div>)
                        ) : (
                          <span className={styles.none}>{t('sheet.noPhone')}</span>
                        )}
                      </td>
                      {line.phones.length > 0 ? (
                        <>
                          <td className={styles.tick}>
                            <span className={styles.box} />
                          </td>
                          <td className={styles.tick}>
                            <span className={styles.box} />
                          </td>
                        </>
                      ) : (
                        <td colSpan={2} />
                      )}
                      <td className={styles.note} />
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          )
        })}
      </table>
      <p className={styles.paperFoot}>{t('sheet.confidential')}</p>
    </article>
  )
}
