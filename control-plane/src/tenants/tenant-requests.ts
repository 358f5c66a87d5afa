import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { ACCOUNT_REQUEST_KINDS } from '@tenantry/contracts/tenant-account.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Stale } from './stale.ts'
import { LISTING, requestKey } from './tenant-items.ts'

/** What a tenant's admin asks for: there is one request of a tenant at a time. */
export const TenantRequest = z.object({
  tenantId: TenantId,
  kind: z.enum(ACCOUNT_REQUEST_KINDS),
  tier: z.nullable(z.string()),
  words: z.string(),
  state: z.enum(['open', 'declined']),
  /** The id of the person. */
  askedBy: z.string(),
  askedAt: z.string(),
  reason: z.nullable(z.string()),
})
export type TenantRequest = z.infer<typeof TenantRequest>

/** The list of requests that are open, the oldest first. */
const OPEN = 'tenant-request'
export const RequestPosition = z.strictObject({ tenantId: TenantId, askedAt: z.string() })
export type RequestPosition = z.infer<typeof RequestPosition>

/** Requests of tenants. A write on top of another state than was read throws Stale. */
export interface TenantRequests {
  get(tenantId: string): Promise<TenantRequest | null>
  /** Writes what it is now, or deletes it. */
  change(change: { before: TenantRequest | null; after: TenantRequest | null; audit: AuditRecord }): Promise<void>
  open(page: { limit: number; after: RequestPosition | null }): Promise<TenantRequest[]>
}

export function tenantRequests(client: DynamoDBClient, tables: { tenants: string; audit: string }): TenantRequests {
  const tenants = table(client, tables.tenants)
  return {
    async get(tenantId) {
      const item = await tenants.get(requestKey(tenantId))
      return item ? z.parse(TenantRequest, item) : null
    },
    async change({ before, after, audit }) {
      try {
        await transact(client, [write(tables.tenants, before, after), auditWrite(tables.audit, audit)])
      } catch (error) {
        throw error instanceof TransactionCancelled && error.failedAt(0) ? new Stale(error.message) : error
      }
    },
    async open({ limit, after }) {
      const { items } = await tenants.query({
        index: LISTING,
        key: 'listing = :listing',
        values: { ':listing': OPEN },
        limit,
        ...(after && { after: { ...requestKey(after.tenantId), listing: OPEN, listedAt: listedAt(after) } }),
      })
      return items.map((item) => z.parse(TenantRequest, item))
    },
  }
}

function write(tenants: string, before: TenantRequest | null, after: TenantRequest | null): Write {
  const condition = before
    ? {
        condition: 'askedAt = :askedAt AND #state = :state',
        names: { '#state': 'state' },
        values: { ':askedAt': before.askedAt, ':state': before.state },
      }
    : { condition: 'attribute_not_exists(pk)' }
  if (after) return { kind: 'put', table: tenants, item: requestItem(after), ...condition }
  if (!before) throw new Error('A request that is not there cannot be deleted')
  return { kind: 'delete', table: tenants, key: requestKey(before.tenantId), ...condition }
}

const requestItem = (request: TenantRequest) => ({
  ...requestKey(request.tenantId),
  ...(request.state === 'open' && { listing: OPEN, listedAt: listedAt(request) }),
  ...request,
})

const listedAt = ({ askedAt, tenantId }: RequestPosition): string => `${askedAt}#${tenantId}`
