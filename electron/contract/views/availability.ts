/** Whether the platforms answer, what exactly has fallen, and what fell before. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count } from './common.ts'

export const serviceStateSchema = z.enum(['up', 'down', 'unknown', 'own-network-down'])
/** What one look at one service shows, as a key under `availability.cause.<cause>`. */
export const availabilityCause = z.enum([
  'none',
  'never-checked',
  'answers',
  'maintenance-page',
  'overloaded',
  'quota-page',
  'login-door',
  'redirect-loop',
  'no-answer',
  'no-address',
  'certificate',
  'server-error',
  'unexpected-answer',
  'account-locked',
  'session-expired',
  'ip-suspended',
  'too-many-requests',
  'messaging-closed',
  'night-pause',
  'own-network',
  'captive-portal',
])
export type AvailabilityCause = z.infer<typeof availabilityCause>

/** The part a service plays in its platform: what the teacher opens first, the CAS, what holds the data, the letter box. */
export const serviceRole = z.enum(['front', 'login', 'application', 'messaging'])
export type ServiceRole = z.infer<typeof serviceRole>
/** Decides which address is asked and what is expected there. */
export const serviceProduct = z.enum(['kosmos', 'pronote', 'edifice', 'moodle', 'oneroster', 'other'])
export type ServiceProduct = z.infer<typeof serviceProduct>

export const availabilitySchema = z.object({
  state: serviceStateSchema,
  cause: availabilityCause,
  since: isoInstant.nullable(),
  checkedAt: isoInstant.nullable(),
  /** Names the service among all that are watched. */
  service: z.string(),
})
export type Availability = z.infer<typeof availabilitySchema>

/**
 * What has fallen, in one word for a whole platform. Each has its sentence, what still works and what to do under
 * `outage.kind.<kind>`.
 */
export const platformKind = z.enum([
  'up',
  'unknown',
  'all-down',
  'login-door',
  'application',
  'overloaded',
  'quota-page',
  'maintenance-page',
  'messaging-closed',
  'night-pause',
  'captive-portal',
  'own-network',
  'account-locked',
  'session-expired',
  'ip-suspended',
  'slow-down',
])
export type PlatformKind = z.infer<typeof platformKind>

const platformName = z.string().trim().min(1).max(100)
const address = z.string().max(2000)

/** A service of a platform: the address is asked without any credential. */
export const watchedServiceSchema = z.object({ role: serviceRole, product: serviceProduct, url: address })
export type WatchedService = z.infer<typeof watchedServiceSchema>

export const platformViewSchema = z.object({
  platform: z.string(),
  state: serviceStateSchema,
  kind: platformKind,
  since: isoInstant.nullable(),
  checkedAt: isoInstant.nullable(),
  services: z.array(availabilitySchema.extend({ role: serviceRole, product: serviceProduct, host: z.string() })),
  /** An application that may answer although the usual way to it is down. */
  directUrl: z.string().nullable(),
  /** Added by hand, and so removable by hand; the others come with their source. */
  watchedByHand: z.boolean(),
})
export type PlatformView = z.infer<typeof platformViewSchema>

export const watchRequestSchema = z.object({
  platform: platformName,
  services: z.array(watchedServiceSchema).min(1).max(8),
})

/** What answers at an address the teacher typed. */
export const watchSuggestionSchema = z.object({
  platform: z.string(),
  product: serviceProduct,
  version: z.string().nullable(),
  /** Host of the login door that the platform hands its users over to; null when it has its own. */
  loginHost: z.string().nullable(),
  services: z.array(
    watchedServiceSchema.extend({ host: z.string(), state: serviceStateSchema, cause: availabilityCause }),
  ),
})
export type WatchSuggestion = z.infer<typeof watchSuggestionSchema>

/** What was seen at one moment of an outage, without anything personal. */
export const outageEvidenceSchema = z.object({
  at: isoInstant,
  cause: availabilityCause,
  /** HTTP status; null when nothing answered. */
  status: z.number().int().nullable(),
  host: z.string(),
  title: z.string().nullable(),
  excerpt: z.string().nullable(),
})
export type OutageEvidence = z.infer<typeof outageEvidenceSchema>

export const outageViewSchema = z.object({
  service: z.string(),
  platform: z.string(),
  role: serviceRole,
  cause: availabilityCause,
  beganAt: isoInstant,
  endedAt: isoInstant.nullable(),
  evidence: z.array(outageEvidenceSchema),
})
export type OutageView = z.infer<typeof outageViewSchema>

export const availabilityHistorySchema = z.object({
  /** Of the first sample that is kept: before it nothing is known. */
  watchedSince: isoInstant.nullable(),
  from: isoInstant,
  to: isoInstant,
  services: z.array(
    z.object({ service: z.string(), platform: z.string(), role: serviceRole, outages: count, downMs: count }),
  ),
  /** The most recent first. */
  outages: z.array(outageViewSchema),
})
export type AvailabilityHistory = z.infer<typeof availabilityHistorySchema>

export const historyRequestSchema = z.object({ days: z.number().int().min(1).max(366) })
export const historyFormat = z.enum(['csv', 'pdf'])
export type HistoryFormat = z.infer<typeof historyFormat>

/** A host outside the school, asked only when a service is silent; null asks nobody (see availability/network-witness). */
export const witnessSchema = z.object({ url: address.nullable() })
