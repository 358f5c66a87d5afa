import { Asked } from '@tenantry/contracts/plan.ts'
import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

const Patterns = z.object({ allow: z.array(z.string()), deny: z.array(z.string()) })
const byRole = <Value extends z.ZodMiniType>(value: Value) => z.record(z.enum(TENANT_ROLES), value)

/** What the construct of this function must set. */
export const Env = z.object({
  USER_POOL_ID: z.string(),
  CLIENT_ID: z.string(),
  DIRECTORY_TABLE: z.string(),
  MEMBERSHIPS_TABLE: z.string(),
  PEOPLE_TABLE: z.string(),
  /** Empty for the sessions of those who manage people. */
  MOVES_TABLE: z.string(),
  /** JSON: the access role of each tenant role; null where functions' own roles are bound to the tenant. */
  ACCESS_ROLE_ARNS: jsonText(z.nullable(byRole(z.string()))),
  /** The stack of the silo that it serves; empty in the pool. */
  SILO_STACK: z.string(),
  /** JSON: what each tenant role may call. */
  ROUTE_PATTERNS: jsonText(byRole(Patterns)),
  /** JSON: of which entitlements and allowances functions are told. */
  PLAN_KEYS: jsonText(Asked),
})
