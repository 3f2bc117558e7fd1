import { type LucideIcon, Package, PenLine, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { linkTo, messageLink, packLink } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { ButtonLink, Select, useFormat } from '../../ui/index.ts'
import { nextClassOf, wholeDay } from './next-class.ts'
import styles from './three-things.module.css'

/** During an outage: one class, that of the next lesson unless another is chosen; three ways to carry on, the first is the main one. */
export function ThreeThings({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { data: classes = [] } = useChannel('classes.list')
  const [chosen, setChosen] = useState<number | null>(null)
  const { data: lessons = [] } = useChannel('timetable.read', wholeDay(format.now))
  const wanted = chosen ?? nextClassOf(lessons, format.now)
  const own = classes.filter(({ kind }) => kind === 'class')
  const current = classes.find(({ id }) => id === wanted) ?? own[0] ?? classes[0]
  const id = current?.id
  const steps: readonly {
    readonly key: 'write' | 'pack' | 'phone'
    readonly icon: LucideIcon
    readonly href: string
    readonly detail: string
  }[] = [
    {
      key: 'write',
      icon: PenLine,
      href: messageLink(id),
      detail: current
        ? t('three.write-detail', { count: current.pupils, email: current.reachableByEmail })
        : t('three.write-any'),
    },
    { key: 'pack', icon: Package, href: packLink(id), detail: t('three.pack-detail') },
    {
      key: 'phone',
      icon: Printer,
      href: linkTo('classes', id === undefined ? [] : [id, 'phones']),
      detail: current
        ? t('three.phone-detail', { count: current.phoneOnly + current.unreachable })
        : t('three.phone-any', { count: today.reach.phoneOnly + today.reach.none }),
    },
  ]
  return (
    <section className={styles.section} aria-labelledby="three-things">
      <header className={styles.header}>
        <h2 id="three-things" className={styles.title}>
          {t('three.title')}
        </h2>
        <div className={styles.choice}>
          <span aria-hidden>{t('three.for')}</span>
          <Select
            label={t('three.class')}
            labelHidden
            size="small"
            options={classes.map((one) => ({
              id: one.id,
              label: one.name,
              detail: t('pupils', { count: one.pupils, figure: format.number(one.pupils) }),
            }))}
            value={id ?? null}
            onChange={setChosen}
          />
        </div>
      </header>
      <ol className={styles.steps}>
        {steps.map(({ key, icon: Icon, href, detail }, index) => (
          <li key={key} className={styles.step}>
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
            <div className={styles.words}>
              <h3>{t(`three.${key}`)}</h3>
              <p>{detail}</p>
            </div>
            <ButtonLink variant={index === 0 ? 'primary' : 'secondary'} icon={Icon} href={href}>
              {t(`three.${key}-action`)}
            </ButtonLink>
          </li>
        ))}
      </ol>
    </section>
  )
}
