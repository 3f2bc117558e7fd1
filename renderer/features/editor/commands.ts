/** What the toolbar and the keys do, and what of it holds at the cursor. */
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import type { MarkType, NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { type Command, type EditorState, NodeSelection, type Plugin } from 'prosemirror-state'
import { type MarkName, schema } from './schema.ts'

export type BlockName = 'heading' | 'bullet_list' | 'ordered_list' | 'blockquote'

/** Marks and blocks at the cursor or over the whole selection; what can be undone. */
export interface Standing {
  readonly marks: ReadonlySet<MarkName>
  readonly blocks: ReadonlySet<BlockName>
  readonly href: string | null
  /** The description of the picture that is chosen; null when none is. */
  readonly pictureAlt: string | null
  readonly canUndo: boolean
  readonly canRedo: boolean
}

const MARKS = Object.keys(schema.marks) as MarkName[]
const BLOCKS: readonly BlockName[] = ['heading', 'bullet_list', 'ordered_list', 'blockquote']

const holdsMark = (state: EditorState, type: MarkType): boolean => {
  const { from, $from, to, empty } = state.selection
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
  return state.doc.rangeHasMark(from, to, type)
}

const isInside = (state: EditorState, type: NodeType): boolean => {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true
  return false
}

export function standingOf(state: EditorState): Standing {
  const { $from } = state.selection
  const link = schema.marks.link.isInSet($from.marks()) ?? schema.marks.link.isInSet($from.nodeAfter?.marks ?? [])
  return {
    marks: new Set(MARKS.filter((name) => holdsMark(state, schema.marks[name]))),
    blocks: new Set(BLOCKS.filter((name) => isInside(state, schema.nodes[name]))),
    href: link ? String(link.attrs.href) : null,
    pictureAlt: pictureAlt(state),
    canUndo: undo(state),
    canRedo: redo(state),
  }
}

const pictureAlt = ({ selection }: EditorState): string | null =>
  selection instanceof NodeSelection && selection.node.type === schema.nodes.image
    ? String(selection.node.attrs.alt)
    : null

/** At the cursor, or at a place of the text. */
export const insertPicture =
  (src: string, alt: string, at: number | null): Command =>
  (state, dispatch) => {
    const picture = schema.nodes.image.create({ src, alt })
    const { tr } = state
    dispatch?.((at === null ? tr.replaceSelectionWith(picture) : tr.insert(at, picture)).scrollIntoView())
    return true
  }

export const describePicture =
  (alt: string): Command =>
  (state, dispatch) => {
    if (pictureAlt(state) === null) return false
    const { from } = state.selection
    const tr = state.tr.setNodeAttribute(from, 'alt', alt)
    dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, from)))
    return true
  }

export const toggle = (mark: MarkName): Command => toggleMark(schema.marks[mark])

/** A list becomes the other kind, or ends; a heading becomes text again. */
export function toggleBlock(block: BlockName): Command {
  return (state, dispatch, view) => {
    const { nodes } = schema
    if (block === 'heading') {
      return setBlockType(isInside(state, nodes.heading) ? nodes.paragraph : nodes.heading)(state, dispatch, view)
    }
    if (block === 'blockquote') {
      return isInside(state, nodes.blockquote)
        ? liftOut(state, dispatch, view)
        : wrapIn(nodes.blockquote)(state, dispatch, view)
    }
    if (isInside(state, nodes[block])) return liftListItem(nodes.list_item)(state, dispatch, view)
    const other = block === 'bullet_list' ? nodes.ordered_list : nodes.bullet_list
    if (isInside(state, other)) return changeList(nodes[block])(state, dispatch, view)
    // A heading cannot be in a list.
    if (isInside(state, nodes.heading)) setBlockType(nodes.paragraph)(state, dispatch, view)
    return wrapInList(nodes[block])(view?.state ?? state, dispatch, view)
  }
}

const liftOut: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  const range = $from.blockRange($to, (node) => node.type === schema.nodes.blockquote)
  if (range === null) return false
  dispatch?.(state.tr.lift(range, range.depth - 1).scrollIntoView())
  return true
}

const changeList =
  (type: NodeType): Command =>
  (state, dispatch) => {
    const { $from } = state.selection
    for (let depth = $from.depth; depth > 0; depth--) {
      const { type: here } = $from.node(depth)
      if (here !== schema.nodes.bullet_list && here !== schema.nodes.ordered_list) continue
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type))
      return true
    }
    return false
  }

/** Over the selection or the link at the cursor; a null address takes the link away. */
export function setLink(href: string | null, text: string): Command {
  return (state, dispatch) => {
    const type = schema.marks.link
    const { from, to } = linkRange(state)
    const { tr } = state
    tr.removeMark(from, to, type)
    if (href !== null) {
      if (from === to) tr.insertText(text || href, from)
      tr.addMark(from, from === to ? from + (text || href).length : to, type.create({ href }))
      tr.removeStoredMark(type)
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** The selection, or the whole link around the cursor. */
function linkRange(state: EditorState): { from: number; to: number } {
  const { from, to, $from, empty } = state.selection
  const type = schema.marks.link
  if (!empty || standingOf(state).href === null) return { from, to }
  const parent = $from.parent
  let [start, end] = [$from.index(), $from.index()]
  const has = (index: number) => index >= 0 && index < parent.childCount && type.isInSet(parent.child(index).marks)
  if (!has(start)) start = end = Math.max(0, start - 1)
  while (has(start - 1)) start--
  while (has(end + 1)) end++
  let position = $from.start()
  for (let index = 0; index < start; index++) position += parent.child(index).nodeSize
  let stop = position
  for (let index = start; index <= end && index < parent.childCount; index++) stop += parent.child(index).nodeSize
  return { from: position, to: stop }
}

export const insertText =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text).scrollIntoView())
    return true
  }

const hardBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView())
  return true
})

/** "m^2 " and "x_1 ": a figure typed so is raised or lowered. */
const raised = (pattern: RegExp, mark: MarkType) =>
  new InputRule(pattern, (state, match, start, end) =>
    state.tr
      .replaceWith(start, end, [schema.text(match[1] ?? '', [mark.create()]), schema.text(match[2] ?? ' ')])
      .removeStoredMark(mark),
  )

const { nodes, marks } = schema

/** `onLink` opens the form for an address. */
export const plugins = (onLink: () => void): Plugin[] => [
  inputRules({
    rules: [
      wrappingInputRule(/^\s*([-*•])\s$/, nodes.bullet_list),
      wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) })),
      textblockTypeInputRule(/^#{1,3}\s$/, nodes.heading),
      raised(/(?<=[\p{L}\p{N})])\^(-?\d{1,4})([\s,;.)])$/u, marks.superscript),
      raised(/(?<=[\p{L})])_(\d{1,4})([\s,;.)])$/u, marks.subscript),
    ],
  }),
  history(),
  keymap({
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
    'Mod-b': toggle('strong'),
    'Mod-i': toggle('em'),
    'Mod-u': toggle('underline'),
    'Mod-.': toggle('superscript'),
    'Mod-,': toggle('subscript'),
    'Mod-Alt-1': toggleBlock('heading'),
    'Mod-Shift-8': toggleBlock('bullet_list'),
    'Mod-Shift-7': toggleBlock('ordered_list'),
    'Mod-Shift-9': toggleBlock('blockquote'),
    'Mod-Alt-k': () => {
      onLink()
      return true
    },
    Enter: splitListItem(nodes.list_item),
    // Tab leaves the field, as everywhere: the keyboard must never be caught. These two change a list's depth.
    'Mod-]': sinkListItem(nodes.list_item),
    'Mod-[': liftListItem(nodes.list_item),
    'Shift-Enter': hardBreak,
  }),
  keymap(baseKeymap),
]
