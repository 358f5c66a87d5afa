import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import { type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import type { Workflow } from '../workflows/workflow.ts'
import { type WorkflowChange, workflowPut } from '../workflows/workflow-store.ts'
import type { Registration } from './registration.ts'
import { Stale } from './stale.ts'
import type { Tenant } from './tenant.ts'
import * as items from './tenant-items.ts'
import { listTenants, type TenantList, type TenantQuery } from './tenant-list.ts'
import { type TenantReader, tenantReader } from './tenant-reader.ts'
import { searchTenants, type TenantSearch } from './tenant-search.ts'

interface Written {
  audit: AuditRecord
  /** Null where nothing is to leave the control plane. */
  outbox: OutboxEntry | null
  /** The operator in whose name it is written, who must be one still; null for an applicant and for a workflow's step. */
  operatorId: string | null
}

export interface SignUp extends Written {
  tenant: Tenant
  registration: Registration
  workflow: Workflow
  /** What the name looks like: no other tenant's name may look so. */
  likenesses: string[]
  /** The write that ends the unconfirmed registration which this sign-up confirms; null where an operator signs up. */
  confirms: Write | null
}

export interface Commit extends Written {
  before: Tenant
  after: Tenant
  /** Null where the change is no part of a workflow. */
  workflow: WorkflowChange | null
  /** Whether the tenant gives up its claim of its name. */
  releasesName?: boolean
}

/** The operator in whose name something was to be written was removed. */
export class OperatorRemoved extends Error {
  override name = 'OperatorRemoved'
}

/** The tenants of the control plane. A write on top of a state that is no longer the stored one throws Stale, one of a removed operator OperatorRemoved. */
export interface TenantStore extends TenantReader {
  register(signUp: SignUp): Promise<'registered' | 'name-taken' | 'confirmed-meanwhile'>
  commit(commit: Commit): Promise<void>
  list(query: TenantQuery): Promise<TenantList>
  search(search: TenantSearch): Promise<TenantList>
}

const ABSENT = { condition: 'attribute_not_exists(pk)' }

/** The names of the tables that a change of a tenant writes. */
export interface TenantTables {
  tenants: string
  outbox: string
  audit: string
}

export function tenantStore(client: DynamoDBClient, tables: TenantTables): TenantStore {
  const { tenants: name } = tables
  const tenants = table(client, name)
  const put = (item: object, condition: object = ABSENT): Write => ({
    kind: 'put',
    table: name,
    item: { ...item },
    ...condition,
  })
  const putWorkflow = (change: WorkflowChange): Write => ({ kind: 'put', table: name, ...workflowPut(change) })

  /** All of them, on condition that the operator was not removed. */
  async function write(writes: Write[], { sequence }: Tenant, { audit, outbox, operatorId }: Written): Promise<void> {
    const recorded = auditWrite(tables.audit, audit, { place: items.changePlace(sequence) })
    const all = [...writes, recorded, ...(outbox ? [outboxWrite(tables.outbox, outbox)] : [])]
    if (operatorId === null) return transact(client, all)
    const key = items.removedOperatorKey(operatorId)
    try {
      await transact(client, [...all, { kind: 'check', table: name, key, ...ABSENT }])
    } catch (error) {
      throw error instanceof TransactionCancelled && error.failedAt(all.length) ? new OperatorRemoved() : error
    }
  }

  const reader = tenantReader(tenants)

  /** Gives up the claims of a tenant's name, which are its own. */
  async function release({ tenantId, name: tenantName }: Tenant): Promise<Write[]> {
    const claim = await reader.claimOf(tenantName)
    if (claim?.tenantId !== tenantId) throw new Stale('Another tenant has claimed the name')
    const keys = [items.claimKey(tenantName), ...claim.likenesses.map(items.likenessKey)]
    const own = { condition: 'tenantId = :tenantId', values: { ':tenantId': tenantId } }
    return keys.map((key) => ({ kind: 'delete', table: name, key, ...own }))
  }

  return {
    ...reader,
    async register({ tenant, registration, workflow, likenesses, confirms, ...written }) {
      const claims = items.claimItems(tenant, likenesses)
      const writes = [
        ...claims.map((claim) => put(claim)),
        put(items.tenantItem(tenant)),
        put(items.nameItem(tenant)),
        put(items.registrationItem(registration)),
        putWorkflow({ before: null, after: workflow }),
        ...(confirms ? [confirms] : []),
      ]
      try {
        await write(writes, tenant, written)
        return 'registered'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        // The name is then taken, too: by this registration, perhaps.
        if (confirms && error.failedAt(writes.length - 1)) return 'confirmed-meanwhile'
        if (claims.some((_, at) => error.failedAt(at))) return 'name-taken'
        throw error
      }
    },
    async commit({ before, after, workflow, releasesName = false, ...written }) {
      const released = releasesName ? await release(before) : []
      try {
        await write(
          [
            put(items.tenantItem(after), unchanged(before)),
            ...(workflow ? [putWorkflow(workflow)] : []),
            ...released,
            ...(after.status === 'deleted' ? [put(items.nameItem(after), {})] : []),
          ],
          after,
          written,
        )
      } catch (error) {
        throw error instanceof TransactionCancelled ? new Stale(error.message) : error
      }
    },
    list: (query) => listTenants(tenants, query),
    search: (search) => searchTenants(tenants, search),
  }
}

const unchanged = ({ sequence }: Tenant) => ({
  condition: '#sequence = :sequence',
  names: { '#sequence': 'sequence' },
  values: { ':sequence': sequence },
})
