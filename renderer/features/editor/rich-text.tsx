import {
  Bold,
  Heading2,
  Image as ImageIcon,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Sigma,
  Subscript,
  Superscript,
  Underline,
  Undo2,
} from 'lucide-react'
import { redo, undo } from 'prosemirror-history'
import { type Command, EditorState, Selection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { Button as AriaButton, Dialog, Group, Popover, ToggleButton, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/index.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import {
  type BlockName,
  describePicture,
  insertPicture,
  insertText,
  plugins,
  type Standing,
  setLink,
  standingOf,
  toggle,
  toggleBlock,
} from './commands.ts'
import { DescribeDialog } from './describe-dialog.tsx'
import { readHtml, tidyPasted, writeHtml } from './html.ts'
import { LinkDialog } from './link-dialog.tsx'
import { type LoadPicture, PictureView } from './picture-view.ts'
import styles from './rich-text.module.css'
import { type MarkName, schema } from './schema.ts'
import { SYMBOLS } from './symbols.ts'

export interface Pictures {
  /** The bytes behind an address of `keep`; null when they are not here. */
  readonly load: LoadPicture
  /** Keeps pictures pasted or dropped; the addresses of those that could be. */
  readonly keep: (files: readonly File[]) => Promise<readonly { readonly src: string; readonly alt: string }[]>
  /** Gives the way to put pictures at the end of the text, for those dropped beside it. */
  readonly onReady: (append: (files: readonly File[]) => void) => void
}

export interface RichTextProps {
  readonly label: string
  /** What is there at first; later changes come from the person only. */
  readonly initialHtml: string
  readonly onChange: (html: string) => void
  /** Without it the text has no picture. */
  readonly pictures?: Pictures
  readonly placeholder?: string
}

const MARK_BUTTONS: readonly { readonly mark: MarkName; readonly icon: LucideIcon }[] = [
  { mark: 'strong', icon: Bold },
  { mark: 'em', icon: Italic },
  { mark: 'underline', icon: Underline },
  { mark: 'superscript', icon: Superscript },
  { mark: 'subscript', icon: Subscript },
]
const BLOCK_BUTTONS: readonly { readonly block: BlockName; readonly icon: LucideIcon }[] = [
  { block: 'heading', icon: Heading2 },
  { block: 'bullet_list', icon: List },
  { block: 'ordered_list', icon: ListOrdered },
  { block: 'blockquote', icon: Quote },
]

const picturesOf = (data: DataTransfer | null): File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))

/** A text with its toolbar. Tab goes on to the next field; the toolbar is one stop, arrows move inside it. */
export function RichText(props: RichTextProps) {
  const { label, initialHtml, placeholder } = props
  const { t } = useTranslation('editor')
  const labelId = useId()
  const host = useRef<HTMLDivElement>(null)
  const [linking, setLinking] = useState(false)
  const [describing, setDescribing] = useState(false)
  const { view, standing } = useEditor(host, labelId, initialHtml, props, () => setLinking(true))
  const run = (command: Command) => {
    const editor = view.current
    if (editor === null) return
    command(editor.state, editor.dispatch, editor)
    editor.focus()
  }
  return (
    <div className={styles.field}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <div className={styles.frame}>
        <Toolbar aria-label={t('toolbar', { field: label })} className={styles.toolbar ?? ''}>
          <Group aria-label={t('group.words')} className={styles.group ?? ''}>
            {MARK_BUTTONS.map(({ mark, icon }) => (
              <Toggle
                key={mark}
                icon={icon}
                label={t(`mark.${mark}`)}
                isOn={standing.marks.has(mark)}
                onPress={() => run(toggle(mark))}
              />
            ))}
          </Group>
          <Group aria-label={t('group.blocks')} className={styles.group ?? ''}>
            {BLOCK_BUTTONS.map(({ block, icon }) => (
              <Toggle
                key={block}
                icon={icon}
                label={t(`block.${block}`)}
                isOn={standing.blocks.has(block)}
                onPress={() => run(toggleBlock(block))}
              />
            ))}
          </Group>
          <Group aria-label={t('group.insert')} className={styles.group ?? ''}>
            <Toggle
              icon={Link2}
              label={t('link.button')}
              isOn={standing.href !== null}
              onPress={() => setLinking(true)}
            />
            {props.pictures && (
              <ToolButton
                icon={ImageIcon}
                label={t('picture.button')}
                isDisabled={standing.pictureAlt === null}
                onPress={() => setDescribing(true)}
              />
            )}
            <Symbols onChoose={(symbol) => run(insertText(symbol))} />
          </Group>
          <Group aria-label={t('group.history')} className={styles.group ?? ''}>
            <ToolButton icon={Undo2} label={t('undo')} isDisabled={!standing.canUndo} onPress={() => run(undo)} />
            <ToolButton icon={Redo2} label={t('redo')} isDisabled={!standing.canRedo} onPress={() => run(redo)} />
          </Group>
        </Toolbar>
        <div ref={host} className={styles.host} data-placeholder={placeholder ?? ''} />
      </div>
      {describing && (
        <DescribeDialog
          initial={standing.pictureAlt ?? ''}
          onClose={() => {
            setDescribing(false)
            view.current?.focus()
          }}
          onSet={(alt) => run(describePicture(alt))}
        />
      )}
      {linking && (
        <LinkDialog
          initialHref={standing.href ?? ''}
          asksText={standing.href === null && view.current?.state.selection.empty === true}
          onClose={() => {
            setLinking(false)
            view.current?.focus()
          }}
          onSet={(href, text) => run(setLink(href, text))}
        />
      )}
    </div>
  )
}

const EMPTY: Standing = {
  marks: new Set(),
  blocks: new Set(),
  href: null,
  pictureAlt: null,
  canUndo: false,
  canRedo: false,
}

/** Makes the editor once, and tells what holds at its cursor. */
function useEditor(
  host: RefObject<HTMLDivElement | null>,
  labelId: string,
  initialHtml: string,
  props: RichTextProps,
  onLink: () => void,
) {
  const view = useRef<EditorView | null>(null)
  const [standing, setStanding] = useState(EMPTY)
  const latest = useRef({ props, onLink })
  useEffect(() => {
    latest.current = { props, onLink }
  })
  const first = useRef(initialHtml)
  useEffect(() => {
    if (host.current === null) return
    const insert = async (files: readonly File[], at: number | null) => {
      const kept = (await latest.current.props.pictures?.keep(files)) ?? []
      for (const { src, alt } of kept) {
        if (view.current === editor) insertPicture(src, alt, at)(editor.state, editor.dispatch)
      }
    }
    const takePictures = (data: DataTransfer | null, at: number | null) => {
      const files = picturesOf(data)
      // A copy from a word processor carries its text and a picture of it: the text is what is meant.
      const isText = data?.types.includes('text/html') ?? false
      if (files.length === 0 || isText || latest.current.props.pictures === undefined) return false
      void insert(files, at)
      return true
    }
    const editor = new EditorView(host.current, {
      state: EditorState.create({
        doc: readHtml(first.current),
        schema,
        plugins: plugins(() => latest.current.onLink()),
      }),
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        spellcheck: 'true',
        lang: 'fr',
        class: styles.text ?? '',
      },
      transformPastedHTML: tidyPasted,
      nodeViews: {
        image: (node) =>
          new PictureView(
            node,
            async (address) => (await latest.current.props.pictures?.load(address)) ?? null,
            styles.picture ?? '',
          ),
      },
      handlePaste: (_, event) => takePictures(event.clipboardData, null),
      // A click follows nothing: the window never leaves its page.
      handleClick: (_view, _position, event) => {
        if (event.target instanceof Element && event.target.closest('a')) event.preventDefault()
        return false
      },
      dispatchTransaction(transaction) {
        editor.updateState(editor.state.apply(transaction))
        setStanding(standingOf(editor.state))
        editor.dom.toggleAttribute('data-empty', writeHtml(editor.state.doc) === '')
        if (transaction.docChanged) latest.current.props.onChange(writeHtml(editor.state.doc))
      },
    })
    editor.dom.toggleAttribute('data-empty', writeHtml(editor.state.doc) === '')
    view.current = editor
    const end = () => Selection.atEnd(editor.state.doc).from
    latest.current.props.pictures?.onReady((files) => void insert(files, end()))
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [host, labelId])
  return { view, standing }
}

interface ToolProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly onPress: () => void
}

function Toggle({ icon: Icon, label, isOn, onPress }: ToolProps & { readonly isOn: boolean }) {
  return (
    <Tooltip text={label}>
      <ToggleButton aria-label={label} isSelected={isOn} onChange={onPress} className={styles.tool ?? ''}>
        <Icon size={17} aria-hidden />
      </ToggleButton>
    </Tooltip>
  )
}

function ToolButton({ icon: Icon, label, isDisabled, onPress }: ToolProps & { readonly isDisabled: boolean }) {
  return (
    <Tooltip text={label}>
      <AriaButton aria-label={label} isDisabled={isDisabled} onPress={onPress} className={styles.tool ?? ''}>
        <Icon size={17} aria-hidden />
      </AriaButton>
    </Tooltip>
  )
}

/** Signs that no keyboard has: a formula is typed as text. */
function Symbols({ onChoose }: { readonly onChoose: (symbol: string) => void }) {
  const { t } = useTranslation('editor')
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <AriaButton
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        className={cx(styles.tool, styles.wide)}
      >
        <Sigma size={17} aria-hidden />
        {t('symbols.button')}
      </AriaButton>
      <Popover triggerRef={trigger} isOpen={isOpen} onOpenChange={setOpen} className={styles.symbols ?? ''}>
        <Dialog aria-label={t('symbols.title')} className={styles.symbolGrid ?? ''}>
          {SYMBOLS.map((symbol) => (
            <AriaButton
              key={symbol}
              className={styles.symbol ?? ''}
              onPress={() => {
                setOpen(false)
                onChoose(symbol)
              }}
            >
              {symbol}
            </AriaButton>
          ))}
        </Dialog>
      </Popover>
    </>
  )
}
