import { TrousseError } from '../../contract/errors.ts'
import { moodleConfigSchema } from '../../contract/views.ts'
import { checkMoodle, createMoodleDriver } from '../../sources/moodle/driver.ts'
import { isLaunched, launchAddress, readLaunchedToken, requestMoodleToken } from '../../sources/moodle/sign-in.ts'
import type { CheckTools, NewSourceOf, ServerWay } from './server-way.ts'

const TOKEN = 'token'

/** On the site's own page, whatever door stands in front of it. */
async function tokenByWindow(url: string, { machine, context, signInWindow }: CheckTools): Promise<string> {
  const passport = machine.newId()
  const back = await signInWindow(launchAddress(url, passport), isLaunched, context.signal)
  return readLaunchedToken(back, { siteUrl: url, passport })
}

/** The password is exchanged for a token at once and kept nowhere; a window never shows it to us at all. */
async function tokenOf({ url, credentials }: NewSourceOf<'moodle'>, tools: CheckTools): Promise<string> {
  if (credentials.by === 'token') return credentials.token
  if (credentials.by === 'password') return requestMoodleToken({ url, ...credentials }, tools.context)
  return tokenByWindow(url, tools)
}

export const moodleWay: ServerWay<'moodle'> = {
  secretNames: [TOKEN],
  async check(source, tools) {
    const { url } = source
    const token = await tokenOf(source, tools)
    await checkMoodle({ config: { url }, token }, tools.context)
    return { origin: new URL(url).host, config: { url }, secrets: { [TOKEN]: token } }
  },
  async driver(source, { secret }) {
    const token = await secret(TOKEN)
    if (token === null) throw new TrousseError('credentials-refused', { source: source.label })
    return createMoodleDriver({ config: moodleConfigSchema.parse(source.config), token })
  },
  /** A token dies with the password, and nothing but its owner can make another. */
  async signIn(source, { keepSecret }, tools) {
    const { url } = moodleConfigSchema.parse(source.config)
    const token = await tokenByWindow(url, tools)
    await checkMoodle({ config: { url }, token }, tools.context)
    await keepSecret(TOKEN, token)
  },
}
