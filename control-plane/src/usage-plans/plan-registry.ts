import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** A usage plan that was made: one item in the tiers table, so that everybody finds it, and knows which limits it has. */
export const RegisteredPlan = z.object({
  /** Its name in API Gateway. */
  plan: z.string(),
  usagePlanId: z.string(),
  /** Null for a plan of tenants' own limits, which never change. */
  tier: z.nullable(z.string()),
  /** The version of the tier whose limits it has. */
  appliedVersion: z.int(),
  /** `ending` while it is being deleted: no key may join it any more. */
  state: z.enum(['in-use', 'ending']),
  /** When somebody asked for it last: one that nobody has asked for in a while, and that has no keys, is deleted. */
  wantedAt: z.string(),
  /** When it was last looked for keys. */
  checkedAt: z.string(),
})
export type RegisteredPlan = z.infer<typeof RegisteredPlan>

export interface PlanRegistry {
  get(plan: string): Promise<RegisteredPlan | null>
  getMany(plans: string[]): Promise<RegisteredPlan[]>
  /** Every one that there is: at most 300. */
  all(): Promise<RegisteredPlan[]>
  add(plan: RegisteredPlan): Promise<void>
  /** Notes that somebody will put a key on it; false when it is being deleted. */
  want(plan: string, at: string): Promise<boolean>
  /** Notes that it has the limits of this version of its tier. */
  applied(plan: string, version: number): Promise<void>
  checked(plan: string, at: string): Promise<void>
  /** Notes that it is being deleted; false when somebody has asked for it meanwhile. */
  end(plan: RegisteredPlan): Promise<boolean>
  remove(plan: string): Promise<void>
}

export const PLAN = 'plan#'
const keyOf = (plan: string) => ({ name: `${PLAN}${plan}` })
const STATE = { '#state': 'state' }
const PAGE = 500

export function planRegistry(
  table: Pick<Table, 'get' | 'getMany' | 'put' | 'update' | 'delete' | 'scan'>,
): PlanRegistry {
  const parse = (item: unknown) => z.parse(RegisteredPlan, item)
  return {
    async get(plan) {
      const item = await table.get(keyOf(plan))
      return item ? parse(item) : null
    },
    getMany: async (plans) => (await table.getMany(plans.map(keyOf))).map(parse),
    async all() {
      const found: RegisteredPlan[] = []
      let after: Parameters<Table['scan']>[0]['after']
      do {
        const { items, next } = await table.scan({ limit: PAGE, ...(after && { after }) })
        found.push(...items.filter(({ name }) => String(name).startsWith(PLAN)).map(parse))
        after = next
      } while (after)
      return found
    },
    add: (plan) => table.put({ ...keyOf(plan.plan), ...plan }),
    async want(plan, at) {
      try {
        await table.update(keyOf(plan), {
          update: 'SET wantedAt = :at',
          condition: '#state = :inUse',
          names: STATE,
          values: { ':at': at, ':inUse': 'in-use' },
        })
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
    async applied(plan, version) {
      await table.update(keyOf(plan), {
        update: 'SET appliedVersion = :version',
        condition: 'attribute_exists(usagePlanId)',
        values: { ':version': version },
      })
    },
    async checked(plan, at) {
      await table.update(keyOf(plan), {
        update: 'SET checkedAt = :at',
        condition: 'attribute_exists(usagePlanId)',
        values: { ':at': at },
      })
    },
    async end({ plan, wantedAt }) {
      try {
        await table.update(keyOf(plan), {
          update: 'SET #state = :ending',
          condition: 'wantedAt = :wantedAt',
          names: STATE,
          values: { ':ending': 'ending', ':wantedAt': wantedAt },
        })
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
    async remove(plan) {
      await table.delete(keyOf(plan))
    },
  }
}
