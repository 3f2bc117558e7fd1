/** The window's building blocks. They know nothing of Trousse: words and data come in as props. */
export { Announcer } from './announcer.tsx'
export { Badge, type BadgeProps, type Tone } from './badge.tsx'
export { Banner, type BannerProps } from './banner.tsx'
export {
  Button,
  ButtonLink,
  type ButtonLinkProps,
  type ButtonProps,
  IconButton,
  type IconButtonProps,
} from './button.tsx'
export { addDays, localDay, mondayOf } from './calendar-days.ts'
export { Card, type CardProps } from './card.tsx'
export { cx } from './cx.ts'
export type { DataColumn } from './data-table/column.ts'
export { DataTable, type DataTableProps } from './data-table/data-table.tsx'
export { type TableMemory, TableMemoryContext } from './data-table/table-memory.ts'
export { ConfirmDialog, type ConfirmDialogProps, Dialog, type DialogProps } from './dialog.tsx'
export {
  Checkbox,
  type CheckboxProps,
  type RadioCard,
  RadioCards,
  type RadioCardsProps,
  SearchField,
  type SearchFieldProps,
  Select,
  type SelectOption,
  type SelectProps,
  TextField,
  type TextFieldProps,
} from './fields.tsx'
export { focusFirstInvalid } from './focus-first-invalid.ts'
export { KeyValue, type KeyValueProps } from './key-value.tsx'
export { looksLikeAddress } from './looks-like-address.ts'
export { Page, PageHeader, type PageHeaderProps, type PageProps, Toolbar } from './page.tsx'
export { PrintPortal } from './print-portal.tsx'
export { Progress, type ProgressProps, Skeleton, type SkeletonProps } from './progress.tsx'
export { EmptyState, type EmptyStateProps } from './states.tsx'
export { Step } from './step.tsx'
export { type TabItem, Tabs, type TabsProps } from './tabs.tsx'
export { showToast, type ToastMessage, Toasts, undoLast } from './toast.tsx'
export { useFormat } from './use-format.ts'
export { wordFilter } from './word-filter.ts'
