/** Pupils' portraits. In the demonstration they are drawn, and no real picture comes in. */
import { TrousseError } from '../../contract/errors.ts'
import type { ImportInput } from '../desk.ts'
import * as portraits from '../portraits/portraits.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** Folders looked into this session; the teacher works on one at a time. */
const KEPT_FOLDERS = 5

export function portraitHandlers({ app, desk }: HandlerContext): AreaHandlers<'portraits'> {
  const folders = new Map<string, readonly ImportInput[]>()
  const inputsOf = (ticket: string): readonly ImportInput[] => folders.get(ticket) ?? desk.importOf(ticket)
  const space = () => app.session().space
  const ownSpace = () => {
    if (space().kind === 'demo') throw new TrousseError('demo-refuses-real-data')
    return space()
  }
  return {
    'portraits.ofClass': ({ classId }) => portraits.portraitsOfClass(space(), classId),
    'portraits.count': async () => ({
      count: (await space().store.read.listPortraits(null)).length,
      stored: await portraits.storesPortraits(space()),
    }),
    'portraits.chooseFiles': async () => {
      ownSpace()
      return desk.chooseDocuments()
    },
    'portraits.chooseFolder': async () => {
      ownSpace()
      const chosen = await desk.chooseFolder()
      if (chosen === null) return null
      const inputs = await portraits.picturesOfFolder(desk.folderOf(chosen.ticket))
      folders.set(chosen.ticket, inputs)
      for (const old of [...folders.keys()].slice(0, -KEPT_FOLDERS)) folders.delete(old)
      return portraits.asChosen(chosen.ticket, inputs)
    },
    'portraits.recognise': ({ ticket, classId }) => portraits.proposePortraits(ownSpace(), classId, inputsOf(ticket)),
    'portraits.source': ({ ticket, index }) => portraits.readSource(inputsOf(ticket)[index]),
    'portraits.keep': async ({ pupilId, bytes }) => {
      await portraits.keepPortrait(app.machine, ownSpace(), pupilId, bytes)
      app.session().changed('people')
    },
    'portraits.remove': async ({ pupilIds }) => {
      await portraits.removePortraits(space(), pupilIds)
      app.session().changed('people')
    },
  }
}
