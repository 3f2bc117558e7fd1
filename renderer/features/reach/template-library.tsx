import { Copy, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageTemplate, TemplateText } from '../../../electron/contract/views.ts'
import { call, ErrorState, shapeOf, useChannel } from '../../bridge/index.ts'
import { Button, Dialog, IconButton, Select, Skeleton, showToast, TextField } from '../../ui/index.ts'
import styles from './reach.module.css'

const MAX_NAME = 100

export interface TemplateLibraryProps {
  readonly locale: 'fr' | 'en'
  readonly onClose: () => void
  readonly onUse: (template: MessageTemplate) => void
}

/** Those that came with Trousse, in either language, and the teacher's own. */
export function TemplateLibrary({ locale, onClose, onUse }: TemplateLibraryProps) {
  const { t } = useTranslation('reach')
  const [language, setLanguage] = useState(locale)
  const templates = useChannel('templates.list', { locale: language })
  const [renaming, setRenaming] = useState<MessageTemplate | null>(null)
  const [error, setError] = useState<unknown>(null)
  const attempt = async (work: () => Promise<unknown>) => {
    setError(null)
    try {
      await work()
    } catch (caught) {
      setError(shapeOf(caught))
    }
  }
  const textOf = ({ name, subject, body, workDays, workFiles }: MessageTemplate): TemplateText => ({
    ...{ name, subject, body, workDays, workFiles },
  })
  const duplicate = (template: MessageTemplate) =>
    attempt(() =>
      call('templates.save', {
        id: null,
        template: { ...textOf(template), name: t('template.copyOf', { name: template.name }).slice(0, MAX_NAME) },
      }),
    )
  const discard = ({ id, name }: MessageTemplate) =>
    attempt(async () => {
      if (id === null) return
      await call('templates.discard', { id })
      showToast({
        tone: 'info',
        title: t('template.discarded', { name }),
        action: { label: t('undo'), isUndo: true, run: () => void attempt(() => call('templates.restore', { id })) },
      })
    })
  const own = templates.data?.filter(({ id }) => id !== null) ?? []
  const stock = templates.data?.filter(({ id }) => id === null) ?? []
  return (
    <Dialog isOpen onClose={onClose} title={t('template.title')} size="large">
      {templates.error && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {error !== null && <ErrorState error={error} />}
      {templates.isPending && <Skeleton lines={5} height="2.5rem" />}
      {own.length > 0 && (
        <section>
          <h3 className={styles.ticksTitle}>{t('template.own')}</h3>
          <ul className={styles.templates}>
            {own.map((template) => (
              <li key={template.key}>
                {renaming?.key === template.key ? (
                  <Rename
                    name={template.name}
                    onCancel={() => setRenaming(null)}
                    onRename={(name) =>
                      attempt(async () => {
                        await call('templates.save', { id: template.id, template: { ...textOf(template), name } })
                        setRenaming(null)
                      })
                    }
                  />
                ) : (
                  <>
                    <Summary template={template} />
                    <IconButton
                      icon={Pencil}
                      size="small"
                      label={t('template.rename', { name: template.name })}
                      onPress={() => setRenaming(template)}
                    />
                    <IconButton
                      icon={Copy}
                      size="small"
                      label={t('template.duplicate', { name: template.name })}
                      onPress={() => duplicate(template)}
                    />
                    <IconButton
                      icon={Trash2}
                      size="small"
                      label={t('template.discard', { name: template.name })}
                      onPress={() => discard(template)}
                    />
                    <Use template={template} onUse={onUse} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {stock.length > 0 && (
        <section>
          <div className={styles.templatesHead}>
            <h3 className={styles.ticksTitle}>{t('template.stock')}</h3>
            <Select
              label={t('template.language')}
              labelHidden
              size="small"
              options={[
                { id: 'fr', label: t('template.fr') },
                { id: 'en', label: t('template.en') },
              ]}
              value={language}
              onChange={setLanguage}
            />
          </div>
          <ul className={styles.templates}>
            {stock.map((template) => (
              <li key={template.key}>
                <Summary template={template} />
                <IconButton
                  icon={Copy}
                  size="small"
                  label={t('template.duplicate', { name: template.name })}
                  onPress={() => duplicate(template)}
                />
                <Use template={template} onUse={onUse} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

function Summary({ template }: { readonly template: MessageTemplate }) {
  return (
    <div className={styles.templateText}>
      <strong>{template.name}</strong>
      <span className={styles.soft}>{template.subject}</span>
    </div>
  )
}

function Use({
  template,
  onUse,
}: {
  readonly template: MessageTemplate
  readonly onUse: (template: MessageTemplate) => void
}) {
  const { t } = useTranslation('reach')
  return (
    <Button size="small" aria-label={t('template.useNamed', { name: template.name })} onPress={() => onUse(template)}>
      {t('template.use')}
    </Button>
  )
}

interface RenameProps {
  readonly name: string
  readonly onRename: (name: string) => void
  readonly onCancel: () => void
}

function Rename({ name, onRename, onCancel }: RenameProps) {
  const { t } = useTranslation('reach')
  const [text, setText] = useState(name)
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onRename(text.trim())
      }}
    >
      <TextField label={t('template.name')} value={text} onChange={setText} maxLength={MAX_NAME} autoFocus />
      <Button size="small" onPress={onCancel}>
        {t('pick.cancel')}
      </Button>
      <Button size="small" variant="primary" type="submit" isDisabled={text.trim() === ''}>
        {t('template.saveConfirm')}
      </Button>
    </form>
  )
}
