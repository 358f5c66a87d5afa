import * as z from 'zod/mini'

/** ARNs of the tables that tenant sessions reach. */
const TenantTables = z.object({ products: z.string(), orders: z.string(), memberships: z.string(), outbox: z.string() })

const json = z.transform((text: string, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.issues.push({ code: 'custom', input: text, message: 'not JSON' })
    return z.NEVER
  }
})

/** What the construct of this function must set. */
export const Env = z.object({
  USER_POOL_ID: z.string(),
  CLIENT_ID: z.string(),
  DIRECTORY_TABLE: z.string(),
  MEMBERSHIPS_TABLE: z.string(),
  TENANT_ACCESS_ROLE_ARN: z.string(),
  /** JSON text. */
  TENANT_TABLES: z.pipe(z.string(), z.pipe(json, TenantTables)),
})
