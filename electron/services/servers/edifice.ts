import { type ErrorCode, TrousseError } from '../../contract/errors.ts'
import { type EdificeConfig, edificeConfigSchema } from '../../contract/views.ts'
import type { HttpClient } from '../../platform/http.ts'
import { checkEdifice, createEdificeDriver } from '../../sources/edifice/driver.ts'
import { platformRoot } from '../../sources/edifice/request.ts'
import { ask, readJsonObject } from '../../sources/server-answer.ts'
import type { SourceContext, SourceDriver } from '../../sources/source.ts'
import type { ServerWay, SourceAccess } from './server-way.ts'

const MAX_CONTEXT_BYTES = 200_000
/** What a page that is not the root of a platform answers with. */
const NOT_HERE: ReadonlySet<ErrorCode> = new Set(['response-unexpected', 'response-not-json', 'login-door-down'])
/** Any of these in `/auth/context` says that the platform is one of Edifice's (protocol facts §3.2). */
const MARKS = ['cgu', 'passwordRegex', 'mfaConfig', 'mandatory'] as const

/** Public: nobody is logged in yet, the source must exist before its window can. */
async function checkPlatform(root: string, context: SourceContext): Promise<void> {
  const answer = await ask(context, {
    url: `${root}/auth/context`,
    headers: { accept: 'application/json' },
    maxBytes: MAX_CONTEXT_BYTES,
  })
  const value = readJsonObject(answer)
  const isEdifice = MARKS.some((mark) => Object.hasOwn(value, mark))
  if (!isEdifice) throw new TrousseError('response-unexpected', { host: answer.url.host, field: MARKS[0] })
}

/** A page of the platform is pasted more often than its root. Throws what the address as it was given says. */
async function findPlatform(url: string, context: SourceContext): Promise<string> {
  const given = platformRoot(url)
  const { origin } = new URL(given)
  try {
    await checkPlatform(given, context)
    return given
  } catch (error) {
    const other = origin !== given && error instanceof TrousseError && NOT_HERE.has(error.code)
    if (
      !other ||
      !(await checkPlatform(origin, context).then(
        () => true,
        () => false,
      ))
    )
      throw error
    return origin
  }
}

/** Finds what this platform has for this teacher the first time somebody is logged in, and remembers it. */
function discovering(config: EdificeConfig, http: HttpClient, access: SourceAccess): SourceDriver {
  const unknown = createEdificeDriver({ config, http })
  async function* fetch(context: SourceContext) {
    const { services } = await checkEdifice({ url: config.url, http }, context)
    const found: EdificeConfig = { ...config, services: [...services] }
    await access.keepConfig(found)
    yield* createEdificeDriver({ config: found, http }).fetch(context)
  }
  return { ...unknown, fetch }
}

export const edificeWay: ServerWay<'edifice'> = {
  secretNames: [],
  async check({ url }, { context }) {
    const root = await findPlatform(url, context)
    const config: EdificeConfig = { url: root, services: [] }
    return { origin: new URL(root).host, config, secrets: {} }
  },
  async driver(source, access) {
    const config = edificeConfigSchema.parse(source.config)
    const http = access.sessionHttp()
    return config.services.length === 0 ? discovering(config, http, access) : createEdificeDriver({ config, http })
  },
}
