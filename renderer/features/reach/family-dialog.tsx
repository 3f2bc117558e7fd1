import type { LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlanChange, PlannedFamily, PlannedPerson } from '../../../electron/contract/views.ts'
import { Button, Checkbox, Dialog, RadioCards, Select } from '../../ui/index.ts'
import { formatPhone } from '../classes/index.tsx'
import { canDecide, type Way, wayOf, withAddress, withoutFamily, withPerson, withWay } from './plan-changes.ts'
import styles from './reach.module.css'

export interface FamilyDialogProps {
  readonly family: PlannedFamily
  readonly changes: readonly PlanChange[]
  readonly isChanged: boolean
  readonly icons: Readonly<Record<Way, LucideIcon>>
  readonly onChange: (changes: PlanChange[]) => void
  readonly onClose: () => void
}

/** One family for this message only: who reads it, at which address, or by telephone or letter instead. */
export function FamilyDialog({ family, changes, isChanged, icons, onChange, onClose }: FamilyDialogProps) {
  const { t } = useTranslation('reach')
  const way = wayOf(family)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('family.title', { name: family.name })}
      footer={
        <>
          {isChanged && (
            <Button onPress={() => onChange(withoutFamily(changes, family))}>{t('family.resetOne')}</Button>
          )}
          <Button variant="primary" onPress={onClose}>
            {t('family.done')}
          </Button>
        </>
      }
    >
      <p className={styles.soft}>{t('family.text')}</p>
      <RadioCards<Way>
        label={t('family.way')}
        labelHidden
        columns={3}
        value={way}
        onChange={(next) => onChange(withWay(changes, family.pupilId, next))}
        options={(['email', 'phone', 'post'] as const).map((id) => ({
          id,
          icon: icons[id],
          title: t(`channel.${id}`),
          ...(id === 'phone' && family.phones.length === 0 ? { detail: t('plan.noPhone') } : {}),
        }))}
      />
      {way === 'phone' && family.phones.length > 0 && (
        <p className={styles.phones}>{family.phones.map(formatPhone).join('   ')}</p>
      )}
      {way === 'email' && (
        <ul className={styles.people}>
          {family.people.map((person) => (
            <li key={person.personId}>
              <Person family={family} person={person} changes={changes} onChange={onChange} />
            </li>
          ))}
          {family.people.length === 0 && <li className={styles.soft}>{t('family.nobody')}</li>}
        </ul>
      )}
    </Dialog>
  )
}

interface PersonProps {
  readonly family: PlannedFamily
  readonly person: PlannedPerson
  readonly changes: readonly PlanChange[]
  readonly onChange: (changes: PlanChange[]) => void
}

function Person({ family, person, changes, onChange }: PersonProps) {
  const { t } = useTranslation('reach')
  const { name, relationship, state, address, addresses, personId } = person
  const isWritten = state === 'written'
  const who = `${name}, ${t(`relationship.${relationship}`)}`
  return (
    <div className={styles.person}>
      {canDecide(person) && addresses.length > 0 ? (
        <Checkbox
          isSelected={isWritten}
          onChange={(isOn) => onChange(withPerson(changes, family.pupilId, person, isOn))}
        >
          {who}
        </Checkbox>
      ) : (
        <span>{who}</span>
      )}
      {!isWritten && state !== 'dropped' && (
        <span className={styles.soft}>{state === 'no-address' ? t('family.noAddress') : t(`excluded.${state}`)}</span>
      )}
      {(isWritten || state === 'bounced') && addresses.length > 0 && (
        <Select
          label={t('family.address', { name })}
          labelHidden
          size="small"
          placeholder={t('family.chooseAddress')}
          options={addresses.map((one) => ({ id: one, label: one }))}
          value={address}
          onChange={(next) => onChange(withAddress(changes, personId, next))}
        />
      )}
    </div>
  )
}
