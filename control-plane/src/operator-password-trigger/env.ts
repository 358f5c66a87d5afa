import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({ TENANTS_TABLE: z.string() })
