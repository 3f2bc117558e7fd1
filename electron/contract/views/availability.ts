/** Whether the platforms answer. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'

export const serviceStateSchema = z.enum(['up', 'down', 'unknown', 'own-network-down'])
export const availabilitySchema = z.object({
  state: serviceStateSchema,
  /** Why, as a key under `availability.cause.<cause>`. */
  cause: z.enum([
    'none',
    'never-checked',
    'answers',
    'maintenance-page',
    'overloaded',
    'quota-page',
    'login-door',
    'redirect-loop',
    'no-answer',
    'server-error',
    'unexpected-answer',
    'account-locked',
    'too-many-requests',
    'own-network',
  ]),
  since: isoInstant.nullable(),
  checkedAt: isoInstant.nullable(),
  service: z.string(),
})
export type Availability = z.infer<typeof availabilitySchema>
