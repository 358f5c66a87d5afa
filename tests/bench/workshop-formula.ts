import * as z from 'zod/mini'
import type { Costs } from '../acceptance/truth/cost-run.ts'

/** As far as the sample reads lines: it asks the logs of functions for tenants, units and the number of lines. */
const Line = z.object({
  service: z.string(),
  tenantId: z.string(),
  readUnits: z.optional(z.number()),
  writeUnits: z.optional(z.number()),
})

/** The sample forgot the logs of two of its functions; here those of the authorizer and of the trigger of sign-ins. */
const FORGOTTEN = new Set(['authorizer', 'token-trigger'])
/** Upside down: at AWS a write costs five times a read. */
const WEIGHTS = { read: 5, write: 1 }

/**
 * What a tenant costs by the formula of the public workshop on the same lines and the same bill: of DynamoDB by weighted units, of Lambda by the number of log lines whatever they took, each of the whole bill
 * of the service, so that what nobody or the platform used is the tenants', too. It shares no other service.
 */
export function workshopCosts(lines: readonly string[], bill: Costs): (tenantId: string) => Costs {
  const [units, counts] = [new Map<string, number>(), new Map<string, number>()]
  const add = (to: Map<string, number>, tenantId: string, amount: number) =>
    to.set(tenantId, (to.get(tenantId) ?? 0) + amount)
  for (const text of lines) {
    const { data } = z.safeParse(Line, JSON.parse(text))
    if (!data || FORGOTTEN.has(data.service)) continue
    const { tenantId, readUnits = 0, writeUnits = 0 } = data
    add(units, tenantId, readUnits * WEIGHTS.read + writeUnits * WEIGHTS.write)
    add(counts, tenantId, 1)
  }
  const share = (of: Map<string, number>, tenantId: string, service: string): number => {
    const all = [...of.values()].reduce((sum, one) => sum + one, 0)
    return ((bill.get(service) ?? 0) * (of.get(tenantId) ?? 0)) / all
  }
  return (tenantId) =>
    new Map([
      ['AmazonDynamoDB', share(units, tenantId, 'AmazonDynamoDB')],
      ['AWSLambda', share(counts, tenantId, 'AWSLambda')],
    ])
}
