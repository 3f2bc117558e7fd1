/** Sticks and cards that are plugged in. */
import { basename } from 'node:path'
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { DriveView } from '../../contract/views.ts'
import type { Drive } from '../../platform/drives/drive.ts'
import { createDriveWatch } from '../drive-watch.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** Where it is stays here. */
const viewOf = ({ path: _path, device: _device, ...view }: Drive): DriveView => view

export function driveHandlers({ app, desk }: HandlerContext): AreaHandlers<'drives'> {
  const { drives, log, someoneLooks } = app.machine
  const watch = createDriveWatch({
    drives,
    someoneLooks,
    tell: () => {
      if (app.state().phase === 'ready') app.session().changed('drives')
    },
  })
  const find = async (id: string): Promise<Drive> => {
    const found = (await drives.list()).find((drive) => drive.id === id)
    if (found === undefined) throw new TrousseError('drive-gone')
    return found
  }
  return {
    'drives.list': async () => {
      try {
        return { drives: (await drives.list()).map(viewOf), error: null }
      } catch (error) {
        log.warn('drives cannot be listed', { reason: error instanceof Error ? error.name : 'unknown' })
        const shape = toErrorShape(error)
        return {
          drives: [],
          error: shape.code === 'internal' ? toErrorShape(new TrousseError('drive-list-failed')) : shape,
        }
      }
    },
    'drives.watch': async ({ on }) => watch.set(on),
    'drives.choose': async ({ id }) => {
      const { path, name } = await find(id)
      return { ticket: desk.keepFolder(path), label: name || basename(path) }
    },
    'drives.eject': async ({ id }) => drives.eject(await find(id)),
  }
}
