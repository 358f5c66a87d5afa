import * as z from 'zod/mini'

/** An environment variable's JSON: tier name → id of its usage plan. */
export const UsagePlans = z.pipe(z.pipe(z.string(), z.transform(jsonOrNothing)), z.record(z.string(), z.string()))

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
