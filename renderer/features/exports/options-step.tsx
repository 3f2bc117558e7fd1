import { CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../bridge/index.ts'
import { Checkbox, Select, TextField, useFormat } from '../../ui/index.ts'
import { BOOKLET, hasPeriod, messageUse, type OptionsProps, TABLES } from './choice.ts'
import styles from './exports.module.css'
import { LabelOptions } from './label-options.tsx'
import { LetterOptions } from './letter-options.tsx'

/** What this sheet or this file still has to know. */
export function OptionsStep({ choice, onChange }: OptionsProps) {
  const { t } = useTranslation('exports')
  const { product } = choice
  const takesForms = product === 'contact-form' || (product === 'booklet' && choice.booklet.includes('contact-form'))
  const hasNone = !hasPeriod(choice) && messageUse(choice) === 'none' && ['roster', 'contact-form'].includes(product)
  return (
    <div className={styles.options}>
      {product === 'booklet' && (
        <CheckboxGroup
          aria-label={t('booklet.label')}
          className={styles.checks ?? ''}
          value={[...choice.booklet]}
          onChange={(ids) => onChange({ booklet: BOOKLET.filter((id) => ids.includes(id)) })}
        >
          {BOOKLET.map((id) => (
            <Checkbox key={id} value={id}>
              {t(`product.${id}.title`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {product === 'table' && <TableOptions choice={choice} onChange={onChange} />}
      {product === 'contacts' && (
        <Select
          label={t('vcard.label')}
          hint={t('vcard.hint')}
          value={choice.vcard}
          onChange={(vcard) => onChange({ vcard })}
          options={[
            { id: '3.0', label: t('vcard.three') },
            { id: '4.0', label: t('vcard.four') },
          ]}
        />
      )}
      {product === 'calendar' && (
        <Select
          label={t('calendar.label')}
          hint={t(`calendar.hint.${choice.calendar}`)}
          value={choice.calendar}
          onChange={(calendar) => onChange({ calendar })}
          options={(['events', 'tasks', 'lessons', 'both'] as const).map((id) => ({
            id,
            label: t(`calendar.holds.${id}`),
          }))}
        />
      )}
      {messageUse(choice) !== 'none' && <MessageOption choice={choice} onChange={onChange} />}
      {product === 'letters' && <LetterOptions choice={choice} onChange={onChange} />}
      {product === 'labels' && <LabelOptions choice={choice} onChange={onChange} />}
      {hasPeriod(choice) && (
        <div className={styles.pair}>
          <TextField type="date" label={t('period.from')} value={choice.from} onChange={(from) => onChange({ from })} />
          <TextField
            type="date"
            label={t('period.to')}
            value={choice.to}
            onChange={(to) => onChange({ to })}
            errorMessage={choice.from !== '' && choice.to !== '' && choice.from > choice.to ? t('period.wrong') : null}
          />
        </div>
      )}
      {takesForms && (
        <Checkbox isSelected={choice.onlyWithoutEmail} onChange={(onlyWithoutEmail) => onChange({ onlyWithoutEmail })}>
          {t('form.onlyWithoutEmail')}
        </Checkbox>
      )}
      {hasNone && !takesForms && <p className={styles.soft}>{t('noOption')}</p>}
    </div>
  )
}

function TableOptions({ choice, onChange }: OptionsProps) {
  const { t } = useTranslation('exports')
  return (
    <div className={styles.pair}>
      <Select
        label={t('table.label')}
        value={choice.table}
        onChange={(table) => onChange({ table })}
        options={TABLES.map((id) => ({ id, label: t(`table.name.${id}`) }))}
      />
      <Select
        label={t('table.form')}
        value={choice.form}
        onChange={(form) => onChange({ form })}
        options={[
          { id: 'xlsx', label: t('table.xlsx') },
          { id: 'ods', label: t('table.ods') },
          { id: 'csv', label: t('table.csv') },
        ]}
      />
    </div>
  )
}

/** The choice of no message: the whole class. */
const WHOLE = 0

function MessageOption({ choice, onChange }: OptionsProps) {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const messages = useChannel('messages.list')
  const isNeeded = messageUse(choice) === 'needed'
  const options = (messages.data ?? []).map(({ id, subject, className, createdAt }) => ({
    id,
    label: subject,
    detail: `${className}, ${format.since(createdAt)}`,
  }))
  if (isNeeded && messages.data?.length === 0) return <p className={styles.soft}>{t('message.none')}</p>
  return (
    <Select
      label={isNeeded ? t('message.which') : t('message.whom')}
      placeholder={t('message.choose')}
      options={isNeeded ? options : [{ id: WHOLE, label: t('message.whole') }, ...options]}
      value={isNeeded ? choice.messageId : (choice.messageId ?? WHOLE)}
      onChange={(id) => onChange({ messageId: id === WHOLE ? null : id })}
      {...(isNeeded ? {} : { hint: t('message.hint') })}
    />
  )
}
