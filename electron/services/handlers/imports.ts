/** Files coming in: chosen, dropped or pasted, then recognised, previewed, applied. */
import { TrousseError } from '../../contract/errors.ts'
import { createImports } from '../imports/imports.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function importHandlers({ app, desk }: HandlerContext): AreaHandlers<'imports'> {
  const imports = createImports(app.machine)
  /** The demonstration holds invented data only: nothing real may be mixed in. */
  const ownSession = () => {
    const session = app.session()
    if (session.space.kind === 'demo') throw new TrousseError('demo-refuses-real-data')
    return session
  }
  return {
    'imports.chooseFiles': async () => {
      ownSession()
      return desk.chooseImportFiles()
    },
    'imports.paste': async () => {
      ownSession()
      return desk.pasteImport()
    },
    'imports.recognise': async ({ ticket }) => {
      ownSession()
      return imports.recognise(desk.importOf(ticket))
    },
    'imports.preview': async ({ ticket, ...request }) =>
      imports.preview(ownSession(), ticket, desk.importOf(ticket), request),
    'imports.apply': async ({ ticket, ...request }) => {
      const session = ownSession()
      try {
        return await imports.apply(session, ticket, desk.importOf(ticket), request)
      } finally {
        // Also when it is held: the question then waits on the sources' screen.
        session.changed('people', 'classes', 'assignments', 'sources', 'held')
      }
    },
    'imports.forget': async ({ ticket }) => {
      imports.forget(ticket)
      desk.forgetImport(ticket)
    },
  }
}
