/**
 * A page of an ENT as the reader hands it over (`preload/capture-page/`): texts and their places, nothing more.
 * It comes from a page that anyone may have written: every text is hostile, every number is bounded.
 */
import { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'

const MAX_BLOCKS = 60
const MAX_ROWS = 5_300
const MAX_COLUMNS = 150
const MAX_FRAMES = 60
/** All cells of a page together; a school's longest list is far below. */
const MAX_CELLS = 250_000

const cellSchema = z.object({
  text: z.string().max(4_100),
  /** Markup of a text worth keeping as written; cleaned before it is kept. */
  html: z.string().max(31_000).optional(),
  links: z
    .array(z.object({ name: z.string().max(300), url: z.string().max(2_000) }))
    .max(20)
    .optional(),
  colSpan: z.number().int().min(1).max(MAX_COLUMNS).optional(),
  rowSpan: z.number().int().min(1).max(MAX_ROWS).optional(),
  /** A title, of a column. */
  header: z.boolean().optional(),
  /** Not shown to the teacher. */
  hidden: z.boolean().optional(),
})
export type CapturedCell = z.infer<typeof cellSchema>

const blockSchema = z.object({
  kind: z.enum(['table', 'grid', 'definitions', 'list']),
  rows: z.array(z.array(cellSchema).max(MAX_COLUMNS)).max(MAX_ROWS),
  /** Headings, captions, chosen options and tabs before the block, nearest first. */
  near: z.array(z.string().max(300)).max(20),
  declaredRows: z.number().int().nonnegative().nullable(),
  complete: z.boolean(),
})
export type CapturedBlock = z.infer<typeof blockSchema>

const frameSchema = z.object({
  url: z.string().max(2_100),
  title: z.string().max(400),
  hints: z.array(z.string().max(200)).max(20),
  text: z.string().max(4_100),
  login: z.boolean(),
  blocks: z.array(blockSchema).max(MAX_BLOCKS + 5),
})

export interface CapturedPage {
  readonly url: string
  readonly title: string
  /** Texts that count: "34 élèves", "1–20 sur 34". */
  readonly hints: readonly string[]
  /** The start of what is shown, all frames together. */
  readonly text: string
  /** A password is asked for. */
  readonly login: boolean
  readonly blocks: readonly CapturedBlock[]
}

/**
 * @param frames what each frame gave, the main one first.
 * @throws TrousseError `capture-page-failed` when it does not fit, `capture-nothing-read` when there is no frame.
 */
export function readCapturedPage(frames: unknown): CapturedPage {
  const parsed = z.array(frameSchema).max(MAX_FRAMES).safeParse(frames)
  if (!parsed.success) {
    // The path only: the value is a page's.
    throw new TrousseError('capture-page-failed', { reason: parsed.error.issues[0]?.path.join('.').slice(0, 80) ?? '' })
  }
  const [main, ...others] = parsed.data
  if (main === undefined) throw new TrousseError('capture-nothing-read')
  const blocks = [main, ...others].flatMap((frame) =>
    // A frame's own title says what it holds when nothing nearer does.
    frame.blocks.map((block) => ({
      ...block,
      near: [...block.near, frame.title, main.title].filter((text) => text !== ''),
    })),
  )
  const cells = blocks.reduce((sum, block) => sum + block.rows.reduce((count, row) => count + row.length, 0), 0)
  if (cells > MAX_CELLS) throw new TrousseError('capture-page-failed', { reason: 'size' })
  return {
    url: main.url,
    title: main.title,
    hints: [main, ...others].flatMap((frame) => frame.hints),
    text: [main, ...others].map((frame) => frame.text).join('\n'),
    login: [main, ...others].some((frame) => frame.login),
    blocks,
  }
}
