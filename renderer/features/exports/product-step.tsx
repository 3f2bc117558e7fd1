import {
  BookOpen,
  CalendarDays,
  ChartNoAxesColumn,
  ClipboardList,
  ContactRound,
  FileArchive,
  FileSpreadsheet,
  ListChecks,
  Mail,
  NotebookText,
  Phone,
  Tags,
  UsersRound,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { RadioCards, Tabs } from '../../ui/index.ts'
import { FILES, type File, isPaper, PAPERS, type Paper, type Product } from './choice.ts'

const PAPER_ICONS = {
  work: NotebookText,
  phones: Phone,
  roster: UsersRound,
  attendance: ListChecks,
  letters: Mail,
  labels: Tags,
  'contact-form': ClipboardList,
  coverage: ChartNoAxesColumn,
  booklet: BookOpen,
} as const satisfies Record<Paper, unknown>
const FILE_ICONS = {
  table: FileSpreadsheet,
  contacts: ContactRound,
  calendar: CalendarDays,
  oneroster: FileArchive,
} as const satisfies Record<File, unknown>

export interface ProductStepProps {
  readonly product: Product
  readonly onProduct: (product: Product) => void
}

/** A sheet to print, or a file for another program. */
export function ProductStep({ product, onProduct }: ProductStepProps) {
  const { t } = useTranslation('exports')
  const paper = (
    <RadioCards
      label={t('kind.paper')}
      labelHidden
      value={isPaper(product) ? product : null}
      onChange={onProduct}
      options={PAPERS.map((id) => ({
        id,
        icon: PAPER_ICONS[id],
        title: t(`product.${id}.title`),
        detail: t(`product.${id}.text`),
      }))}
    />
  )
  const file = (
    <RadioCards
      label={t('kind.file')}
      labelHidden
      value={isPaper(product) ? null : product}
      onChange={onProduct}
      options={FILES.map((id) => ({
        id,
        icon: FILE_ICONS[id],
        title: t(`product.${id}.title`),
        detail: t(`product.${id}.text`),
      }))}
    />
  )
  return (
    <Tabs
      label={t('step.product')}
      value={isPaper(product) ? 'paper' : 'file'}
      onChange={(id) => {
        if (id === 'paper' && !isPaper(product)) onProduct('work')
        if (id === 'file' && isPaper(product)) onProduct('table')
      }}
      items={[
        { id: 'paper', label: t('kind.paper'), content: paper },
        { id: 'file', label: t('kind.file'), content: file },
      ]}
    />
  )
}
