import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RegisterFields } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Button,
  Card,
  Checkbox,
  localDay,
  Page,
  PageHeader,
  RadioCards,
  Skeleton,
  showToast,
  TextField,
  useFormat,
} from '../../ui/index.ts'
import { CopyButton } from '../resume/index.tsx'
import styles from './start.module.css'
import { type SaveState, useRegister } from './use-register.ts'

type Name = Exclude<keyof RegisterFields, 'computer'>
const WHO: readonly Name[] = ['school', 'controller', 'officer', 'declaredBy']
const WHAT: readonly (readonly [name: Name, rows: number])[] = [
  ['title', 1],
  ['purposes', 4],
  ['basis', 2],
  ['people', 2],
  ['data', 5],
  ['origin', 2],
  ['recipients', 2],
  ['transfers', 2],
  ['retention', 3],
  ['security', 5],
]

/** The sheet for the head of school: filled in, to be changed, copied or printed; kept as it is typed. */
export function RegisterPage() {
  const { t } = useTranslation('start')
  const format = useFormat()
  const { data, error, refetch } = useChannel('register.read')
  const register = useRegister(data)
  const choose = useAction('packs.chooseFolder')
  const save = useAction('register.export')
  const print = async () => {
    try {
      await register.flush()
      const folder = await choose.mutateAsync(undefined)
      if (folder === null) return
      const { fileName } = await save.mutateAsync({ ticket: folder.ticket })
      showToast({
        tone: 'ok',
        title: t('register.saved'),
        detail: t('register.saved-detail', { file: fileName, folder: folder.label }),
      })
    } catch {
      // In `choose.error` or `save.error`.
    }
  }
  const { value } = register
  const failure = error ?? register.error ?? choose.error ?? save.error
  return (
    <Page width="reading">
      <PageHeader
        title={t('register.title')}
        subtitle={t('register.subtitle')}
        back={{ href: linkTo('start', ['data']), label: t('data.title') }}
        actions={
          <>
            {data && (
              <CopyButton
                variant="secondary"
                size="medium"
                text={data.copy.text}
                html={data.copy.html}
                isDisabled={register.state === 'saving'}
                label={t('register.copy')}
              >
                {t('register.copy')}
              </CopyButton>
            )}
            <Button
              variant="primary"
              icon={FileText}
              onPress={() => void print()}
              isPending={choose.isPending || save.isPending}
              isDisabled={value === null}
            >
              {t('register.pdf')}
            </Button>
          </>
        }
      />
      {failure && <ErrorState error={failure} onRetry={error ? () => void refetch() : undefined} />}
      {value === null && !error && <Skeleton lines={8} height="2.5rem" />}
      {value && (
        <>
          <Card title={t('register.who')}>
            <div className={styles.fields}>
              {WHO.map((name) => (
                <TextField
                  key={name}
                  label={t(`register.field.${name}`)}
                  hint={name === 'officer' || name === 'controller' ? t(`register.hint.${name}`) : undefined}
                  value={value.fields[name]}
                  onChange={(text) => register.change({ [name]: text })}
                  maxLength={300}
                />
              ))}
              <RadioCards
                label={t('register.computer')}
                options={[
                  { id: 'personal', title: t('register.personal'), detail: t('register.personal-detail') },
                  { id: 'school', title: t('register.school'), detail: t('register.school-detail') },
                ]}
                value={value.fields.computer}
                onChange={(computer) => register.change({ computer })}
              />
            </div>
          </Card>
          <Card title={t('register.what')}>
            <div className={styles.fields}>
              {WHAT.map(([name, rows]) => (
                <TextField
                  key={name}
                  label={t(`register.field.${name}`)}
                  rows={rows}
                  value={value.fields[name]}
                  onChange={(text) => register.change({ [name]: text })}
                  maxLength={rows === 1 ? 300 : 4000}
                />
              ))}
            </div>
          </Card>
          <Card>
            <div className={styles.handed}>
              <Checkbox
                isSelected={value.declaredOn !== null}
                onChange={(handed) => register.declare(handed ? localDay(format.now) : null)}
              >
                {value.declaredOn === null
                  ? t('register.handed')
                  : t('register.handed-on', { date: format.date(value.declaredOn) })}
              </Checkbox>
              <Saved state={register.state} />
            </div>
          </Card>
        </>
      )}
    </Page>
  )
}

function Saved({ state }: { readonly state: SaveState }) {
  const { t } = useTranslation('start')
  return (
    <span className={styles.saveState} role="status">
      {state === 'clean' ? '' : t(`register.state.${state}`)}
    </span>
  )
}
