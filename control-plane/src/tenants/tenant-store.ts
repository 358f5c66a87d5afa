import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { RegistrationAnswer } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { AuditRecord } from './audit.ts'
import { Registration } from './onboarding.ts'
import type { OutboxRecord } from './outbox.ts'
import { Tenant } from './tenant.ts'
import * as items from './tenant-items.ts'
import { listTenants, type TenantList, type TenantQuery } from './tenant-list.ts'

/** The answer that a registration's idempotency key gave, and the hash of the body that it came with. */
export const Answered = z.object({ key: z.string(), bodyHash: z.string(), answer: RegistrationAnswer })
export type Answered = z.infer<typeof Answered>

export interface SignUp {
  tenant: Tenant
  registration: Registration
  audit: AuditRecord
  outbox: OutboxRecord
  /** Null when the request had no idempotency key. */
  answered: Answered | null
}

/** A tenant and its onboarding, as they were read together and are changed together. */
export interface Onboarding {
  tenant: Tenant
  registration: Registration
}

export interface Commit {
  before: Onboarding
  after: Onboarding
  audit: AuditRecord
  outbox: OutboxRecord | null
}

/** The tenants of the control plane. A write on top of a state that is no longer the stored one throws. */
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
      const claim = put({ ...items.claimKey(tenantName), tenantId, name: tenantName })
      const key = answered ? [put({ ...items.idempotencyKey(answered.key), ...answered })] : []
      try {
        await transact(client, [
          claim,
          ...key,
          put(items.tenantItem(tenant)),
          put(items.registrationItem(registration)),
          put(items.auditItem(audit)),
          put(items.outboxItem(outbox)),
        ])
        return 'registered'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (answered && error.failedAt(1)) return 'key-used'
        if (error.failedAt(0)) return 'name-taken'
        throw error
      }
    },
    async commit({ before, after, audit, outbox }) {
      await transact(client, [
        put(items.tenantItem(after.tenant), unchanged('sequence', before.tenant.sequence)),
        put(items.registrationItem(after.registration), unchanged('version', before.registration.version)),
        put(items.auditItem(audit)),
        ...(outbox ? [put(items.outboxItem(outbox))] : []),
      ])
    },
    save: (before, after) => tenants.put(items.registrationItem(after), unchanged('version', before.version)),
    list: (query) => listTenants(tenants, query),
  }
}

const unchanged = (attribute: 'sequence' | 'version', value: number) => ({
  condition: '#counter = :counter',
  names: { '#counter': attribute },
  values: { ':counter': value },
})
