import { CircleHelp, GraduationCap, type LucideIcon, NotebookText, Search, UserRound, UsersRound } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/views.ts'
import { runCommand as runShortcut } from '../../app/command-bus.ts'
import { linkTo, navigate } from '../../app/router.ts'
import { call, shapeOf, useChannel, useErrorSentence } from '../../bridge/index.ts'
import { showToast, useFormat, wordFilter } from '../../ui/index.ts'
import type { GuideSection } from '../help/index.tsx'
import { COMMANDS, type GoCommand, HIT_KINDS, hrefOf, type RunCommand } from './commands.ts'
import styles from './search.module.css'

/** Typing pauses this long before the database is asked. */
const TYPING_PAUSE_MS = 90
const MAX_HITS = 24
const MAX_HELP = 4

const HIT_ICON: Readonly<Record<SearchHit['kind'], LucideIcon>> = {
  pupil: UserRound,
  guardian: UsersRound,
  teacher: GraduationCap,
  class: UsersRound,
  assignment: NotebookText,
}

interface Entry {
  readonly id: string
  readonly icon: LucideIcon
  readonly title: string
  readonly detail: string
  readonly run: () => void
}

interface Group {
  readonly id: string
  readonly title: string
  readonly entries: readonly Entry[]
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Starts what a command does; a failure is said where the eye is. */
function useRunCommand(): (command: GoCommand | RunCommand) => void {
  const { t } = useTranslation('search')
  const sentence = useErrorSentence()
  const attempt = async (id: 'sync' | 'check', work: Promise<unknown>) => {
    try {
      await work
      showToast({ tone: 'info', title: t(`started.${id}`) })
    } catch (caught) {
      const { what, todo } = sentence(shapeOf(caught))
      showToast({ tone: 'danger', title: what, detail: todo })
    }
  }
  return (command) => {
    if ('screen' in command) navigate(linkTo(command.screen, command.path))
    else if (command.id === 'shortcuts') runShortcut('shortcuts')
    else if (command.id === 'sync') void attempt('sync', call('sync.start', { sourceId: null }))
    else void attempt('check', call('availability.check', undefined))
  }
}

/** The parts of the guide, fetched with the first letter typed. */
function useGuide(isWanted: boolean): readonly GuideSection[] {
  const { language } = useFormat()
  const [sections, setSections] = useState<readonly GuideSection[]>([])
  useEffect(() => {
    if (!isWanted) return
    let isHere = true
    void import('../help/index.tsx').then(({ guideSections }) => {
      if (isHere) setSections(guideSections(language))
    })
    return () => {
      isHere = false
    }
  }, [isWanted, language])
  return sections
}

function useGroups(text: string): {
  readonly groups: readonly Group[]
  readonly isSearching: boolean
  readonly failed: boolean
} {
  const { t } = useTranslation('search')
  const runCommand = useRunCommand()
  const asked = useSettled(text.trim())
  const answer = useChannel(
    'search.query',
    { text: asked, limit: MAX_HITS },
    { enabled: asked !== '', keepPrevious: true },
  )
  const hits = asked === '' ? [] : (answer.data ?? [])
  const matches = wordFilter(text)
  const sections = useGuide(asked !== '')
  const commands = COMMANDS.filter(({ id }) => matches(`${t(`action.${id}`)} ${t(`keywords.${id}`)}`))
  const groups: Group[] = [
    ...HIT_KINDS.map((kind) => ({
      id: kind,
      title: t(`group.${kind}`),
      entries: hits
        .filter((hit) => hit.kind === kind)
        .map((hit) => ({
          id: `${kind}-${hit.id}-${hit.parentId ?? ''}`,
          icon: HIT_ICON[kind],
          title: hit.title,
          detail: hit.detail,
          run: () => navigate(hrefOf(hit)),
        })),
    })),
    {
      id: 'action',
      title: t('group.action'),
      entries: commands.map((command) => ({
        id: command.id,
        icon: command.icon,
        title: t(`action.${command.id}`),
        detail: '',
        run: () => runCommand(command),
      })),
    },
    {
      id: 'help',
      title: t('group.help'),
      entries: (asked === '' ? [] : sections)
        .filter((section) => matches(`${section.title} ${section.text}`))
        .slice(0, MAX_HELP)
        .map((section) => ({
          id: `help-${section.id}`,
          icon: CircleHelp,
          title: section.title,
          detail: section.page === section.title ? '' : section.page,
          run: () => navigate(linkTo('help', [section.id])),
        })),
    },
  ].filter(({ entries }) => entries.length > 0)
  return { groups, isSearching: asked !== text.trim() || answer.isFetching, failed: answer.isError && asked !== '' }
}

/** Any pupil, guardian, class, assignment or action, by typing. The focus stays in the field; arrows choose. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('search')
  const [text, setText] = useState('')
  const { groups, isSearching, failed } = useGroups(text)
  const shown = useDeferredValue(groups)
  const byId = useMemo(
    () => new Map(shown.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry]))),
    [shown],
  )
  const found = byId.size
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={t('dialog')}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField
              aria-label={t('input')}
              autoFocus
              className={styles.field ?? ''}
              onKeyDown={(event) => {
                // An empty field has nothing to clear: Escape closes at once.
                if (event.key === 'Escape' && text === '') onClose()
                else event.continuePropagation()
              }}
            >
              <Search size={18} aria-hidden />
              <Input
                role="combobox"
                aria-expanded
                aria-haspopup="listbox"
                className={styles.input ?? ''}
                placeholder={t('input')}
              />
            </SearchField>
            <ListBox
              aria-label={t('results')}
              className={styles.results ?? ''}
              items={shown}
              selectionMode="none"
              onAction={(key) => {
                onClose()
                byId.get(String(key))?.run()
              }}
              renderEmptyState={() => (
                <div className={styles.none}>
                  <p>{isSearching ? t('searching') : t('none', { text })}</p>
                  {!isSearching && <p className={styles.soft}>{t('noneHint')}</p>}
                </div>
              )}
            >
              {(group) => (
                <ListBoxSection id={group.id}>
                  <Header className={styles.heading ?? ''}>{group.title}</Header>
                  <Collection items={group.entries}>
                    {(entry) => (
                      <ListBoxItem id={entry.id} textValue={entry.title} className={styles.hit ?? ''}>
                        <entry.icon size={17} aria-hidden className={styles.hitIcon} />
                        <Text slot="label" className={styles.hitTitle}>
                          {entry.title}
                        </Text>
                        {entry.detail && (
                          <Text slot="description" className={styles.hitDetail}>
                            {entry.detail}
                          </Text>
                        )}
                      </ListBoxItem>
                    )}
                  </Collection>
                </ListBoxSection>
              )}
            </ListBox>
          </Autocomplete>
          <footer className={styles.foot}>
            <p role="status">{failed ? t('failed') : isSearching ? t('searching') : t('found', { count: found })}</p>
            <p className={styles.hints} aria-hidden>
              <span>
                <kbd className={styles.key}>↑</kbd> <kbd className={styles.key}>↓</kbd> {t('hint.move')}
              </span>
              <span>
                <kbd className={styles.key}>↵</kbd> {t('hint.open')}
              </span>
              <span>
                <kbd className={styles.key}>Esc</kbd> {t('hint.close')}
              </span>
            </p>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
