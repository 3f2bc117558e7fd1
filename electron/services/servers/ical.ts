import { TrousseError } from '../../contract/errors.ts'
import { type IcalConfig, icalConfigSchema } from '../../contract/views.ts'
import { pronoteRoot } from '../../domain/availability-services.ts'
import { checkFeed, createIcalDriver, feedAddress } from '../../sources/ical/driver.ts'
import type { ServerWay } from './server-way.ts'

export const FEED_ADDRESS = 'feed-url'

export const icalWay: ServerWay<'ical'> = {
  secretNames: [FEED_ADDRESS],
  async check({ url }, { machine, context }) {
    const address = feedAddress(url)
    const { system } = await checkFeed({ url, workerUrl: machine.workers.calendar }, context)
    // Where PRONOTE begins is public; what follows, and any other path, may be the secret itself.
    const server = system === 'pronote' ? pronoteRoot(`${address.origin}${address.pathname}`) : null
    const config: IcalConfig = { url: server ?? `${address.origin}/`, system }
    return { origin: address.host, config, secrets: { [FEED_ADDRESS]: address.href } }
  },
  async driver(source, { machine, secret }) {
    const url = await secret(FEED_ADDRESS)
    if (url === null) throw new TrousseError('calendar-link-dead', {})
    const { system } = icalConfigSchema.parse(source.config)
    return createIcalDriver({ url, system, workerUrl: machine.workers.calendar })
  },
}
