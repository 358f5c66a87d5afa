import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { RegistrationAnswer } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ConditionFailed, TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { AuditRecord } from './audit.ts'
import { Registration } from './onboarding.ts'
import type { OutboxRecord } from './outbox.ts'
import { Tenant } from './tenant.ts'
import * as items from './tenant-items.ts'
import { listTenants, type TenantList, type TenantQuery } from './tenant-list.ts'
import { searchTenants, type TenantSearch } from './tenant-search.ts'

/** The answer that a registration's idempotency key gave, and the hash of the body that it came with. */
export const Answered = z.object({ key: z.string(), bodyHash: z.string(), answer: RegistrationAnswer })
export type Answered = z.infer<typeof Answered>

export interface SignUp {
  tenant: Tenant
  registration: Registration
  audit: AuditRecord
  /** Null for a tenant that awaits approval: nothing begins yet. */
  outbox: OutboxRecord | null
  /** Null when the request had no idempotency key. */
  answered: Answered | null
}

/** A tenant and its onboarding, as they were read together and are changed together. */
export interface Onboarding {
  tenant: Tenant
  registration: Registration
}

export interface Commit {
  before: Tenant
  after: Tenant
  /** Null where the change has nothing to do with the onboarding. */
  registration: { before: Registration; after: Registration } | null
  audit: AuditRecord
  outbox: OutboxRecord | null
}

/** Somebody else changed the tenant or its registration since it was read. */
export class Stale extends Error {
  override name = 'Stale'
}

/** The tenants of the control plane. A write on top of a state that is no longer the stored one throws Stale. */
export interface TenantStore {
  tenant(tenantId: string): Promise<Tenant | null>
  registration(registrationId: string): Promise<Registration | null>
  /** Which tenant has claimed this name, in any case. */
  tenantIdOf(name: string): Promise<string | null>
  answered(key: string): Promise<Answered | null>
  register(signUp: SignUp): Promise<'registered' | 'name-taken' | 'key-used'>
  commit(commit: Commit): Promise<void>
  /** Writes the progress of an onboarding, where nothing of the tenant changes. */
  save(before: Registration, after: Registration): Promise<void>
  list(query: TenantQuery): Promise<TenantList>
  search(search: TenantSearch): Promise<TenantList>
}

const ABSENT = { condition: 'attribute_not_exists(pk)' }
const Claim = z.object({ tenantId: z.string() })

export function tenantStore(client: DynamoDBClient, name: string): TenantStore {
  const tenants = table(client, name)
  const put = (item: object, condition: object = ABSENT): Write => ({
    kind: 'put',
    table: name,
    item: { ...item },
    ...condition,
  })

  return {
    async tenant(tenantId) {
      const item = await tenants.get(items.tenantKey(tenantId))
      return item ? z.parse(Tenant, item) : null
    },
    async registration(registrationId) {
      const item = await tenants.get(items.registrationKey(registrationId))
      return item ? z.parse(Registration, item) : null
    },
    async tenantIdOf(tenantName) {
      const item = await tenants.get(items.claimKey(tenantName))
      return item ? z.parse(Claim, item).tenantId : null
    },
    async answered(key) {
      const item = await tenants.get(items.idempotencyKey(key))
      return item ? z.parse(Answered, item) : null
    },
    async register({ tenant, registration, audit, outbox, answered }) {
      const { tenantId, name: tenantName } = tenant
      const claim = put(items.claimItem({ tenantId, name: tenantName }))
      const key = answered ? [put({ ...items.idempotencyKey(answered.key), ...answered })] : []
      try {
        await transact(client, [
          claim,
          ...key,
          put(items.tenantItem(tenant)),
          put(items.registrationItem(registration)),
          put(items.auditItem(audit)),
          ...(outbox ? [put(items.outboxItem(outbox))] : []),
        ])
        return 'registered'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (answered && error.failedAt(1)) return 'key-used'
        if (error.failedAt(0)) return 'name-taken'
        throw error
      }
    },
    async commit({ before, after, registration, audit, outbox }) {
      const progress = registration && [
        put(items.registrationItem(registration.after), unchanged('version', registration.before.version)),
      ]
      try {
        await transact(client, [
          put(items.tenantItem(after), unchanged('sequence', before.sequence)),
          ...(progress ?? []),
          put(items.auditItem(audit)),
          ...(outbox ? [put(items.outboxItem(outbox))] : []),
        ])
      } catch (error) {
        throw error instanceof TransactionCancelled ? new Stale(error.message) : error
      }
    },
    async save(before, after) {
      try {
        await tenants.put(items.registrationItem(after), unchanged('version', before.version))
      } catch (error) {
        throw error instanceof ConditionFailed ? new Stale(error.message) : error
      }
    },
    list: (query) => listTenants(tenants, query),
    search: (search) => searchTenants(tenants, search),
  }
}

const unchanged = (attribute: 'sequence' | 'version', value: number) => ({
  condition: '#counter = :counter',
  names: { '#counter': attribute },
  values: { ':counter': value },
})
