import { Check, ChevronDown, type LucideIcon, Minus, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Select as AriaSelect,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
} from 'react-aria-components'
import { cx } from './cx.ts'
import styles from './fields.module.css'

interface Described {
  readonly label: string
  /** Under the field, tied to it. */
  readonly hint?: ReactNode
}

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'>, Described {
  readonly placeholder?: string
  /** More than one makes a text area. */
  readonly rows?: number
  /** What is wrong and what would be right; shown and read with the field. */
  readonly errorMessage?: string | null
  readonly monospace?: boolean
}

export function TextField({ label, hint, placeholder, rows = 1, errorMessage, monospace, ...rest }: TextFieldProps) {
  const shared = { className: cx(styles.input, monospace && styles.mono), placeholder: placeholder ?? '' }
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(errorMessage) || (rest.isInvalid ?? false)}
      className={styles.field ?? ''}
    >
      <Label className={styles.label}>{label}</Label>
      {rows > 1 ? <TextArea {...shared} rows={rows} /> : <Input {...shared} />}
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{errorMessage || undefined}</FieldError>
    </AriaTextField>
  )
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'style' | 'children'> {
  /** Read aloud; also the placeholder. */
  readonly label: string
  readonly width?: 'normal' | 'full'
}

/** A filter or a search; Escape clears it. */
export function SearchField({ label, width = 'normal', ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx(styles.search, width === 'full' && styles.full)}>
      <Search size={16} aria-hidden className={styles.searchIcon} />
      <Input className={styles.searchInput ?? ''} placeholder={label} />
      <AriaButton className={styles.clear ?? ''}>
        <X size={14} aria-hidden />
      </AriaButton>
    </AriaSearchField>
  )
}

export interface SelectOption<T extends string | number> {
  readonly id: T
  readonly label: string
  readonly detail?: string
}

export interface SelectProps<T extends string | number> extends Described {
  readonly options: readonly SelectOption<T>[]
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly placeholder?: string
  readonly isDisabled?: boolean
  /** The label is read but not shown, in toolbars and tables. */
  readonly labelHidden?: boolean
  readonly size?: 'small' | 'medium'
}

export function Select<T extends string | number>(props: SelectProps<T>) {
  const { label, hint, options, value, onChange, placeholder, isDisabled, labelHidden, size = 'medium' } = props
  return (
    <AriaSelect
      className={styles.field ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
      isDisabled={isDisabled ?? false}
      placeholder={placeholder ?? ''}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {!labelHidden && <Label className={styles.label}>{label}</Label>}
      <AriaButton className={cx(styles.input, styles.selectButton, size === 'small' && styles.selectSmall)}>
        <SelectValue className={styles.selectValue ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.listBox ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.option ?? ''}>
              <Check size={15} aria-hidden className={styles.optionCheck} />
              <span className={styles.optionText}>
                <Text slot="label">{option.label}</Text>
                {option.detail && (
                  <Text slot="description" className={styles.optionDetail}>
                    {option.detail}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={styles.check ?? ''}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden>
            {isIndeterminate ? <Minus size={13} strokeWidth={3} /> : isSelected && <Check size={13} strokeWidth={3} />}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  )
}

export interface RadioCard<T extends string> {
  readonly id: T
  readonly title: string
  readonly detail?: string
  readonly icon?: LucideIcon
  readonly isDisabled?: boolean
}

export interface RadioCardsProps<T extends string> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly RadioCard<T>[]
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly columns?: 1 | 2 | 3
}

/** A choice among a few, each with a sentence. Arrow keys move and choose. */
export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const { label, labelHidden, options, value, onChange, columns = 2 } = props
  return (
    <AriaRadioGroup
      className={styles.field ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find(({ id }) => id === chosen)
        if (option) onChange(option.id)
      }}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {!labelHidden && <Label className={styles.label}>{label}</Label>}
      <div className={cx(styles.cards, styles[`columns${columns}`])}>
        {options.map(({ id, title, detail, icon: Icon, isDisabled }) => (
          <AriaRadio key={id} value={id} isDisabled={isDisabled ?? false} className={styles.radioCard ?? ''}>
            {Icon && <Icon size={20} aria-hidden className={styles.radioIcon} />}
            <span className={styles.radioText}>
              <span className={styles.radioTitle}>{title}</span>
              {detail && <span className={styles.radioDetail}>{detail}</span>}
            </span>
            <span className={styles.radioDot} aria-hidden />
          </AriaRadio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}
