/** What every other shape is made of. All ids are Trousse's own row ids. */
import { z } from 'zod'
import { ERROR_CODES } from '../errors.ts'

export const id = z.number().int().positive()
export const errorShape = z.object({
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export const count = z.number().int().nonnegative()
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: count })
export interface Page<T> {
  readonly rows: T[]
  readonly total: number
}
