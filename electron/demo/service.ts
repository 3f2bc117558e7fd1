/** A platform beside the school's own: it answers below its own path, with its own ways of being ill. */
import type { IncomingMessage } from 'node:http'
import type { DemoScenario } from '../contract/views.ts'
import type { DemoAnswer } from './answer.ts'
import { outageAnswer, type ScenarioPlace } from './scenarios.ts'

export interface ServiceMoment {
  readonly scenario: DemoScenario
  /** Where a login server once was: nothing answers there. */
  readonly deadLoginUrl: string
}

export interface DemoService {
  /** Every address of the service starts with it; without a final slash. */
  readonly prefix: string
  /** What this platform says in an outage, when it has words of its own for it; null leaves it to the common ones. */
  outage(scenario: DemoScenario): DemoAnswer | null
  /** @param path below the prefix, with its first slash. */
  answer(request: IncomingMessage, path: string, url: URL, moment: ServiceMoment): Promise<DemoAnswer>
}

/** Outages that lie in front of any platform: the others are the platform's own affair. */
const IN_FRONT: ReadonlySet<DemoScenario> = new Set([
  'overload',
  'maintenance',
  'quota',
  'redirect-loop',
  'too-many-requests',
  'night-pause',
  'captive-portal',
  'ip-suspended',
])

export const serviceOutage = (
  service: DemoService,
  scenario: DemoScenario,
  place: Omit<ScenarioPlace, 'zone'>,
): DemoAnswer | null =>
  service.outage(scenario) ?? (IN_FRONT.has(scenario) ? outageAnswer(scenario, { ...place, zone: 'web' }) : null)
