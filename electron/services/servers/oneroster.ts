import { TrousseError } from '../../contract/errors.ts'
import { oneRosterConfigSchema } from '../../contract/views.ts'
import { checkConnection, createOneRosterDriver } from '../../sources/oneroster/driver.ts'
import type { ServerWay } from './server-way.ts'

export const CLIENT_SECRET = 'client-secret'

export const oneRosterWay: ServerWay<'oneroster'> = {
  secretNames: [CLIENT_SECRET],
  async check({ url, tokenUrl, clientId, clientSecret }, { context }) {
    const config = { url, tokenUrl, clientId }
    await checkConnection({ config, clientSecret }, context)
    return { origin: new URL(url).host, config, secrets: { [CLIENT_SECRET]: clientSecret } }
  },
  async driver(source, access) {
    const clientSecret = await access.secret(CLIENT_SECRET)
    if (clientSecret === null) throw new TrousseError('credentials-refused', { source: source.label })
    return createOneRosterDriver({ config: oneRosterConfigSchema.parse(source.config), clientSecret })
  },
}
