/**
 * Capture: the teacher logs in to their ENT in an isolated window, goes to a page and asks for it to be read. What
 * was understood is shown before anything is kept; what the teacher agreed to is remembered for that site and
 * shape of page, so that the next time one press, or a round over all pages, is enough.
 */
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { StalePart } from '../../contract/events.ts'
import type {
  AppState,
  CaptureMapping,
  CapturePreview,
  CaptureState,
  ImportCounts,
  SourceView,
} from '../../contract/views.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import { type CapturedPage, readCapturedPage } from '../../sources/capture/captured-page.ts'
import { addressToKeep, addressToShow } from '../../sources/capture/page-signature.ts'
import type { BarNotice } from '../capture-windows.ts'
import { entPartition } from '../ent-partition.ts'
import type { Machine } from '../machine.ts'
import type { TaskControls, TaskOutcome, TaskRegistry } from '../tasks.ts'
import type { Workbench } from '../workbench.ts'
import { checkedAddress } from './address.ts'
import { fetchCapturedFiles } from './fetch-files.ts'
import { type CaptureContext, type CaptureReading, continues, readCapture, soleClass } from './read-capture.ts'
import { type CaptureConfig, pageLabel, pageView, readConfig, withPage } from './remembered.ts'
import { refuseUnusable, STOPS_A_ROUND } from './unusable-page.ts'

export interface Captures {
  state(): Promise<CaptureState>
  open(wanted: { sourceId: number } | { url: string; label: string }, locale: AppState['locale']): Promise<number>
  /** Reads the page shown; pages of the same list are joined. Nothing is kept yet. */
  read(sourceId: number): Promise<CapturePreview>
  preview(sourceId: number, revision: number, mapping: CaptureMapping | null): Promise<CapturePreview>
  apply(sourceId: number, mapping: CaptureMapping): Promise<ImportCounts>
  discard(sourceId: number): void
  forgetPage(sourceId: number, pageId: string): Promise<void>
  /** Returns the id of the task. */
  round(sourceId: number, locale: AppState['locale']): Promise<string>
  close(): void
  /** The space is being closed. */
  stop(): void
  /** The source is being removed: its window closes and its session is forgotten. */
  forgetSource(sourceId: number): Promise<void>
}

/** Pages of one list that are joined; a school's longest has a dozen. */
const MAX_JOINED = 40

interface Pending {
  readonly sourceId: number
  readonly pages: readonly CapturedPage[]
}

export function createCaptures(
  machine: Machine,
  deps: {
    readonly bench: Workbench
    readonly tasks: TaskRegistry
    readonly changed: (...parts: StalePart[]) => void
    /** The demonstration's own web spaces, once its server runs. */
    readonly suggestions: () => Promise<CaptureState['suggestions']>
  },
): Captures {
  const { bench, tasks, changed } = deps
  const { store, kind: spaceKind } = bench.space
  const windows = machine.captureWindows
  const stopping = new AbortController()
  let openSource: number | null = null
  let reading = false
  let problem: ReturnType<typeof toErrorShape> | null = null
  let pending: Pending | null = null
  let revision = 0
  let last: CaptureState['last'] = null

  const needed = () => {
    if (windows === null) throw new TrousseError('capture-unavailable')
    return windows
  }
  const today = () => localDay(machine.clock.now())
  const tell = (notice: BarNotice) => windows?.tell(notice)

  async function sourceOf(sourceId: number): Promise<{ source: SourceView; config: CaptureConfig }> {
    const source = (await store.read.listSources()).find((each) => each.id === sourceId)
    const record = await store.read.readSource(sourceId)
    if (source === undefined || record === null) throw new TrousseError('not-found', { what: 'source' })
    return { source, config: readConfig(record.config) }
  }

  async function contextOf(sourceId: number): Promise<CaptureContext> {
    const [{ config }, known, classes] = await Promise.all([
      sourceOf(sourceId),
      store.read.knownRecords(sourceId),
      store.read.listClasses(),
    ])
    return {
      sourceId,
      config,
      known,
      knownClasses: classes.map(({ name }) => name),
      knownGroups: new Set(classes.filter(({ kind }) => kind === 'group').map(({ name }) => name)),
      today: today(),
      importsWorker: machine.workers.imports,
    }
  }

  async function newSource(text: string, label: string): Promise<number> {
    const url = checkedAddress(text, spaceKind)
    const known = (await store.read.listSources()).find(
      (source) => source.kind === 'capture' && source.origin === url.host && source.label === label,
    )
    if (known !== undefined) return known.id
    const id = await store.write.createSource({
      kind: 'capture',
      label,
      origin: url.host,
      isDemo: spaceKind === 'demo',
      config: { url: addressToKeep(url.href) ?? url.href, pages: [] },
      createdAt: toInstant(machine.clock.now()),
    })
    // Numbers start again in a new database: what an older source of this number left is not this one's.
    await needed().forget(entPartition(spaceKind, id))
    changed('sources', 'captures')
    return id
  }

  async function openWindow(sourceId: number, locale: AppState['locale'], url?: string): Promise<void> {
    const { source, config } = await sourceOf(sourceId)
    // Edifice is asked with the session of this window; its pages are not captured.
    if (source.kind !== 'capture' && source.kind !== 'edifice') {
      throw new TrousseError('invalid-request', { field: 'source' })
    }
    const address = checkedAddress(url ?? config.url, spaceKind)
    needed().open({
      partition: entPartition(spaceKind, sourceId),
      label: source.label,
      url: address.href,
      locale,
      loopbackOnly: spaceKind === 'demo',
      onChange: () => changed('captures'),
      onCapture: () => void captureFromBar(sourceId),
      onClosed: () => {
        if (openSource === sourceId) openSource = null
        changed('captures')
      },
    })
    openSource = sourceId
    problem = null
    changed('captures')
  }

  async function readPage(sourceId: number): Promise<CapturedPage> {
    const open = needed()
    const shown = open.page()
    if (openSource !== sourceId || shown === null) throw new TrousseError('capture-no-window')
    const { source } = await sourceOf(sourceId)
    if (source.kind !== 'capture') throw new TrousseError('invalid-request', { field: 'source' })
    if (shown.problem) throw new TrousseError(shown.problem.code, shown.problem.params)
    const page = readCapturedPage(await open.read())
    refuseUnusable(page, shown.httpStatus, today())
    return page
  }

  /** Reads once at a time; what went wrong is said in the bar, in the state and to whoever asked. */
  async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (reading) throw new TrousseError('capture-page-failed', { reason: 'busy' })
    reading = true
    problem = null
    tell({ kind: 'reading' })
    changed('captures')
    try {
      return await work()
    } catch (error) {
      problem = toErrorShape(error)
      machine.log.info('capture failed', { code: problem.code })
      tell({ kind: 'failed', error: problem })
      throw error
    } finally {
      reading = false
      changed('captures')
    }
  }

  function hold(sourceId: number, pages: readonly CapturedPage[], { preview }: CaptureReading): void {
    pending = { sourceId, pages }
    revision++
    const rows = preview.rows.length
    const className = preview.mapping.className ?? soleClass(preview)
    last = { sourceId, outcome: 'to-confirm', kind: preview.mapping.kind, rows, className }
    tell({ kind: 'to-confirm', what: preview.mapping.kind, rows, className: className ?? '' })
  }

  async function readJoined(sourceId: number): Promise<{ pages: CapturedPage[]; result: CaptureReading }> {
    const page = await readPage(sourceId)
    const context = await contextOf(sourceId)
    const former = pending?.sourceId === sourceId ? pending.pages : []
    const pages = continues(former, page, context) ? [...former, page].slice(-MAX_JOINED) : [page]
    return { pages, result: await readCapture(pages, null, context) }
  }

  /** Agreed to before, whole, and nothing to look at: kept at once. */
  const needsNoLook = ({ preview }: CaptureReading): boolean =>
    preview.remembered && preview.complete && !preview.classNeeded && preview.counts.refused === 0

  async function keep(result: CaptureReading): Promise<ImportCounts> {
    const { preview, records, coverage, signature, url, urls } = result
    const { sourceId, mapping, counts } = preview
    if (preview.classNeeded) throw new TrousseError('capture-class-unknown')
    const useful = records.some(
      (record) =>
        record.entity === 'assignment' ||
        record.entity === 'lesson' ||
        (record.entity === 'person' && record.role === 'pupil'),
    )
    if (!useful) throw new TrousseError('capture-not-recognised')
    const outcome = await bench.sync.applySnapshot(sourceId, [{ records }], coverage)
    if (outcome.error && outcome.outcome !== 'held') throw new TrousseError(outcome.error.code, outcome.error.params)
    const { config } = await sourceOf(sourceId)
    const className = mapping.className ?? soleClass(preview)
    if (url !== null) {
      const page = {
        id: machine.newId(),
        label: pageLabel(preview.title, mapping.kind, className),
        url,
        urls: [...urls],
        signature,
        kind: mapping.kind,
        columns: mapping.columns,
        className: mapping.className,
        capturedAt: toInstant(machine.clock.now()),
        rows: preview.rows.length,
      }
      await store.write.updateSource(sourceId, { config: { ...withPage(config, page) } })
    }
    if (pending?.sourceId === sourceId) pending = null
    last = { sourceId, outcome: 'kept', kind: mapping.kind, rows: preview.rows.length, className }
    changed('people', 'classes', 'assignments', 'sources', 'held', 'captures')
    if (outcome.outcome === 'held') throw new TrousseError('source-held')
    tell({ kind: 'kept', what: mapping.kind, rows: preview.rows.length, className: className ?? '' })
    if (mapping.kind === 'assignments') {
      sourceOf(sourceId)
        .then((kept) => fetchCapturedFiles(machine, bench, { sourceId, config: kept.config, signal: stopping.signal }))
        .then((files) => files && files.fetched > 0 && changed('assignments'))
        .catch((error: unknown) => machine.log.info('files of a capture', { code: toErrorShape(error).code }))
    }
    return counts
  }

  async function captureFromBar(sourceId: number): Promise<void> {
    await exclusively(async () => {
      const { pages, result } = await readJoined(sourceId)
      if (needsNoLook(result)) await keep(result)
      else hold(sourceId, pages, result)
    }).catch(() => {})
  }

  async function pendingReading(sourceId: number, mapping: CaptureMapping | null): Promise<CaptureReading> {
    if (pending?.sourceId !== sourceId) throw new TrousseError('not-found', { what: 'capture' })
    return readCapture(pending.pages, mapping, await contextOf(sourceId))
  }

  /** The pages of one list, each opened in turn. */
  async function readAddresses(sourceId: number, urls: readonly string[], signal: AbortSignal) {
    pending = null
    let read: Awaited<ReturnType<typeof readJoined>> | null = null
    for (const url of urls) {
      await needed().navigate(checkedAddress(url, spaceKind).href, signal)
      read = await exclusively(() => readJoined(sourceId))
      pending = { sourceId, pages: read.pages }
    }
    if (read === null) throw new TrousseError('capture-nothing-read')
    return read
  }

  async function goRound(sourceId: number, { signal, progress }: TaskControls): Promise<TaskOutcome> {
    const { config } = await sourceOf(sourceId)
    const outcome = { kept: 0, toConfirm: 0, failed: 0, rows: 0 }
    for (const [index, page] of config.pages.entries()) {
      signal.throwIfAborted()
      progress({ step: 'capturing', done: index, total: config.pages.length })
      tell({ kind: 'round', done: index + 1, total: config.pages.length })
      try {
        const { pages, result } = await readAddresses(sourceId, page.urls, signal)
        if (result.preview.mapping.kind !== page.kind) throw new TrousseError('capture-not-recognised')
        if (needsNoLook(result)) {
          await keep(result)
          outcome.kept++
          outcome.rows += result.preview.rows.length
        } else {
          hold(sourceId, pages, result)
          outcome.toConfirm++
        }
      } catch (error) {
        const { code } = toErrorShape(error)
        // The same answer would come for every page that is left.
        if (STOPS_A_ROUND.has(code)) throw error
        if (code === 'source-held') outcome.toConfirm++
        else outcome.failed++
      }
    }
    progress({ done: config.pages.length, total: config.pages.length })
    return { ...outcome, pages: config.pages.length }
  }

  return {
    async state() {
      const sources = (await store.read.listSources()).filter((source) => source.kind === 'capture')
      const configs = await Promise.all(sources.map(({ id }) => store.read.readSource(id)))
      const page = windows?.page() ?? null
      return {
        available: windows !== null,
        window:
          page === null || openSource === null
            ? null
            : {
                sourceId: openSource,
                address: addressToShow(page.url),
                title: page.title.slice(0, 200),
                loading: page.loading,
                reading,
                problem: page.problem ?? problem,
              },
        pending: pending && { sourceId: pending.sourceId, revision },
        last,
        suggestions: await deps.suggestions(),
        sources: sources.map(({ id, label }, index) => {
          const config = readConfig(configs[index]?.config ?? {})
          return { sourceId: id, label, address: addressToShow(config.url), pages: config.pages.map(pageView) }
        }),
      }
    },
    async open(wanted, locale) {
      needed()
      const sourceId = 'sourceId' in wanted ? wanted.sourceId : await newSource(wanted.url, wanted.label.trim())
      await openWindow(sourceId, locale)
      return sourceId
    },
    read: (sourceId) =>
      exclusively(async () => {
        const { pages, result } = await readJoined(sourceId)
        hold(sourceId, pages, result)
        return result.preview
      }),
    async preview(sourceId, wanted, mapping) {
      // Another page was read meanwhile: the window asks again.
      if (wanted !== revision) throw new TrousseError('not-found', { what: 'capture' })
      return (await pendingReading(sourceId, mapping)).preview
    },
    async apply(sourceId, mapping) {
      return keep(await pendingReading(sourceId, mapping))
    },
    discard(sourceId) {
      if (pending?.sourceId === sourceId) pending = null
      changed('captures')
    },
    async forgetPage(sourceId, pageId) {
      const { config } = await sourceOf(sourceId)
      const pages = config.pages.filter(({ id }) => id !== pageId)
      await store.write.updateSource(sourceId, { config: { ...config, pages } })
      changed('captures')
    },
    async round(sourceId, locale) {
      const { source, config } = await sourceOf(sourceId)
      if (config.pages.length === 0) throw new TrousseError('not-found', { what: 'pages' })
      if (tasks.isRunning('capture')) throw new TrousseError('sync-running')
      if (openSource !== sourceId) await openWindow(sourceId, locale, config.pages[0]?.url)
      return tasks.start('capture', source.label, async (controls) => {
        try {
          return await goRound(sourceId, controls)
        } finally {
          changed('captures')
        }
      })
    },
    close() {
      windows?.close()
    },
    stop() {
      stopping.abort()
      windows?.close()
      pending = null
    },
    async forgetSource(sourceId) {
      if (openSource === sourceId) windows?.close()
      if (pending?.sourceId === sourceId) pending = null
      await windows?.forget(entPartition(spaceKind, sourceId))
      changed('captures')
    },
  }
}
