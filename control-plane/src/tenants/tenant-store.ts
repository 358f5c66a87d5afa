import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import { type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { system as realSystem, type System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import { endOfOwn } from '../usage-plans/limits-of.ts'
import type { Workflow } from '../workflows/workflow.ts'
import { type WorkflowChange, workflowPut } from '../workflows/workflow-store.ts'
import { moveName, NameTaken, releaseNames, takeName } from './name-claims.ts'
import type { Registration } from './registration.ts'
import { Stale } from './stale.ts'
import { claimedNames, type Tenant } from './tenant.ts'
import * as items from './tenant-items.ts'
import { listTenants, type TenantList, type TenantQuery } from './tenant-list.ts'
import { type TenantReader, tenantReader } from './tenant-reader.ts'
import { searchTenants, type TenantSearch } from './tenant-search.ts'
import { endOfUnused } from './unused-tenants.ts'

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
  /** The deleted tenant whose id this one has; null for a new id. */
  replaces: Tenant | null
  /** The write that ends the unconfirmed registration which this sign-up confirms; null where an operator signs up. */
  confirms: Write | null
}

export interface Commit extends Written {
  before: Tenant
  after: Tenant
  /** Null where the change is no part of a workflow. */
  workflow: WorkflowChange | null
  /** Whether the tenant gives up its claims of its name and of those that it had. */
  releasesName?: boolean
  /** Whether what the tenant asks for is done with it. */
  endsRequest?: boolean
  /** What the tenant's new name looks like, where the change gives it one. */
  likenesses?: string[]
}

/** The operator in whose name something was to be written was removed. */
export class OperatorRemoved extends Error {
  override name = 'OperatorRemoved'
}

/** The tenants of the control plane. A write on top of a state that is no longer the stored one throws Stale, one of a removed operator OperatorRemoved. */
export interface TenantStore extends TenantReader {
  register(signUp: SignUp): Promise<'registered' | 'name-taken' | 'id-taken' | 'confirmed-meanwhile'>
  /** Throws NameTaken for a new name that somebody else has. */
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

export function tenantStore(
  client: DynamoDBClient,
  tables: TenantTables,
  system: Pick<System, 'now'> = realSystem,
): TenantStore {
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

  const reader = tenantReader(tenants, system)

  /** The claim of a tenant's name, which is its own. */
  async function claimOf({ tenantId, name: tenantName }: Tenant) {
    const claim = await reader.claimOf(tenantName)
    if (claim?.tenantId !== tenantId) throw new Stale('Another tenant has claimed the name')
    return claim
  }

  async function release(tenant: Tenant): Promise<Write[]> {
    const former = claimedNames(tenant, system.now()).map((one) => reader.claimOf(one.name))
    const kept = (await Promise.all(former)).filter((claim) => claim?.tenantId === tenant.tenantId)
    return releaseNames(name, tenant.tenantId, [await claimOf(tenant), ...kept.filter((claim) => claim !== null)])
  }

  async function move(before: Tenant, after: Tenant, likenesses: string[]) {
    const until = Date.parse(after.formerNames.at(-1)?.until ?? '')
    return moveName(name, { claim: await claimOf(before), after, likenesses, until, now: system.now() })
  }

  /** How a tenant is found whose own limits end. */
  function limitsEnd(before: Tenant, after: Tenant): Write[] {
    const [was, is] = [endOfOwn(before), after.status === 'deleted' ? null : endOfOwn(after)]
    if (was === is) return []
    const key = items.limitsEndKey(after.tenantId)
    return is === null ? [{ kind: 'delete', table: name, key }] : [put(items.limitsEndItem(after.tenantId, is), {})]
  }

  /** How a tenant is found that nobody has signed in to: it is listed once it is served, until somebody has. One that comes with its data is kept. */
  function unused(before: Tenant, after: Tenant, workflow: WorkflowChange | null): Write[] {
    const { tenantId } = after
    if (before.status === 'provisioning' && after.status === 'active' && workflow?.after.kind !== 'import')
      return [put(items.unusedItem(tenantId, endOfUnused(after)), {})]
    const isGone = before.status === 'offboarding' && after.status === 'deleted'
    return isGone ? [{ kind: 'delete', table: name, key: items.unusedKey(tenantId) }] : []
  }

  return {
    ...reader,
    async register({ tenant, registration, workflow, likenesses, replaces, confirms, ...written }) {
      const claims = takeName(name, tenant, likenesses, system.now())
      const writes = [
        ...claims,
        put(items.tenantItem(tenant), replaces ? unchanged(replaces) : ABSENT),
        put(items.nameItem(tenant), {}),
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
        if (error.failedAt(claims.length)) return 'id-taken'
        throw error
      }
    },
    async commit({ before, after, workflow, releasesName = false, endsRequest = false, likenesses, ...written }) {
      const released = releasesName ? await release(before) : []
      const { taken, kept } = likenesses ? await move(before, after, likenesses) : { taken: [], kept: [] }
      const isListedAnew = after.status === 'deleted' || after.name !== before.name
      try {
        await write(
          [
            put(items.tenantItem(after), unchanged(before)),
            ...taken,
            ...kept,
            ...(workflow ? [putWorkflow(workflow)] : []),
            ...released,
            ...(endsRequest ? [{ kind: 'delete', table: name, key: items.requestKey(after.tenantId) } as const] : []),
            ...limitsEnd(before, after),
            ...unused(before, after, workflow),
            ...(isListedAnew ? [put(items.nameItem(after), {})] : []),
          ],
          after,
          written,
        )
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        const isTaken = !error.failedAt(0) && taken.some((_, at) => error.failedAt(at + 1))
        throw isTaken ? new NameTaken(error.message) : new Stale(error.message)
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
