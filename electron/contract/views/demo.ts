/** The demonstration school. */
import { z } from 'zod'

export const demoScenario = z.enum([
  'normal',
  'slow',
  'overload',
  'maintenance',
  'login-down',
  'quota',
  'redirect-loop',
  'empty-roster',
  'half-roster',
  'truncated-json',
  'expired-token',
  'too-many-requests',
  'account-locked',
  'application-down',
  'messaging-closed',
  'night-pause',
  'captive-portal',
  'session-expired',
  'ip-suspended',
])
export type DemoScenario = z.infer<typeof demoScenario>
