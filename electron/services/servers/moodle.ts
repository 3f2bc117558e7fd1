import { TrousseError } from '../../contract/errors.ts'
import { moodleConfigSchema } from '../../contract/views.ts'
import { checkMoodle, createMoodleDriver } from '../../sources/moodle/driver.ts'
import { requestMoodleToken } from '../../sources/moodle/sign-in.ts'
import type { ServerWay } from './server-way.ts'

const TOKEN = 'token'

export const moodleWay: ServerWay<'moodle'> = {
  secretNames: [TOKEN],
  async check({ url, credentials }, { context }) {
    // The password is exchanged for a token at once and kept nowhere.
    const token =
      credentials.by === 'token' ? credentials.token : await requestMoodleToken({ url, ...credentials }, context)
    await checkMoodle({ config: { url }, token }, context)
    return { origin: new URL(url).host, config: { url }, secrets: { [TOKEN]: token } }
  },
  async driver(source, { secret }) {
    const token = await secret(TOKEN)
    if (token === null) throw new TrousseError('credentials-refused', { source: source.label })
    return createMoodleDriver({ config: moodleConfigSchema.parse(source.config), token })
  },
}
