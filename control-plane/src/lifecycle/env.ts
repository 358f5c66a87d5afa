import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  /** JSON: tier name → id of its usage plan. */
  USAGE_PLANS: z.pipe(z.pipe(z.string(), z.transform(jsonOrNothing)), z.record(z.string(), z.string())),
  EVENT_BUS_NAME: z.string(),
})

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
