import { auditTrail } from '@tenantry/contracts/audit.ts'
import { type Answering, tenantAnswers } from '@tenantry/contracts/idempotency.ts'
import { fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import { mergeNeeds } from '@tenantry/contracts/service/tables-of.ts'
import type { Need, TableAction, TenantKeys } from '@tenantry/contracts/service/tenant-table.ts'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { allowKeys } from '../foundation/item-rights.ts'
import type { TenantTables } from './tenant-tables.ts'

/** What is done to data of one tenant. */
export interface TenantWork {
  tables: TenantTables
  needs: readonly Need[]
  /** What is done to entries of the outbox, and of which event types. */
  outbox?: { types: readonly string[]; actions: readonly TableAction[] }
  /** Whose answers are kept for idempotency keys. */
  answers?: Answering
  /** The functions in whose names audit records are added. */
  audits?: readonly string[]
  /** Rights to what is no entity's, for a tenant as a policy names it. */
  more?: (tenant: string) => PolicyStatement[]
  /** Whether what is written is journaled while the tenant's data moves; a move's own writes are not. @default they are */
  isJournaled?: false
}

/** A writer adds an entry in the transaction of its change, and deletes it once it was sent. */
export const WRITES_OUTBOX: readonly TableAction[] = ['PutItem', 'DeleteItem']
/** The sweeper deletes an entry that it sent, or lets it wait longer. */
export const SWEEPS_OUTBOX: readonly TableAction[] = ['DeleteItem', 'UpdateItem']

/** The rights that work on a tenant's data needs; `tenant` is its id, or the variable of a policy that stands for it. */
export function tenantRights(tenant: string, work: TenantWork): PolicyStatement[] {
  const { tables, needs, outbox, answers, audits = [], more } = work
  const entries = outbox?.types.map((type) => `${tenant}-${type}-*`) ?? []
  return [
    ...onItems(tenant, tables, needs),
    ...(outbox && entries.length > 0 ? [allowKeys(outbox.actions, tables.outbox.tableArn, ...entries)] : []),
    // A write that fails shows what is there, so nothing needs to be read.
    ...(answers ? [allowKeys(['PutItem'], tables.idempotency.tableArn, tenantAnswers(tenant, answers, '*'))] : []),
    ...(isJournaled(work) ? journalsWrites(tenant, tables) : []),
    ...audits.map((writer) => allowKeys(['PutItem'], tables.audit.tableArn, auditTrail(writer, tenant))),
    ...(more?.(tenant) ?? []),
  ]
}

const CHANGES: readonly TableAction[] = ['PutItem', 'UpdateItem', 'DeleteItem']

/** Whether the work changes what moves with a tenant, and is journaled then. People stay, and with them what is recorded of them. */
export function isJournaled({ needs, outbox, answers, audits = [], ...work }: Omit<TenantWork, 'tables'>): boolean {
  if (work.isJournaled === false || answers === 'people' || audits.length > 0) return false
  const changes = needs.some(({ actions }) => actions.some((action) => CHANGES.includes(action)))
  return changes || (outbox?.types.length ?? 0) > 0 || answers === 'services'
}

/** While a tenant's data moves, each of its writes checks the fence and adds to the journal, which no session reads. */
const journalsWrites = (tenant: string, { moves }: TenantTables): PolicyStatement[] => [
  allowKeys(['ConditionCheckItem'], moves.tableArn, fencePartition(tenant, '*')),
  allowKeys(['PutItem'], moves.tableArn, journalPartition(tenant, '*')),
]

/** Tables share a statement where the same may be done to them. */
function onItems(tenant: string, tables: TenantTables, needs: readonly Need[]): PolicyStatement[] {
  const keys: Record<TenantKeys, string> = { shards: `${tenant}-*`, 'tenant-id': tenant }
  const merged = mergeNeeds(needs)
  const keyed = merged.map((need) => ({ ...need, id: JSON.stringify([need.table.keys, need.actions]) }))
  const onTables = [...Map.groupBy(keyed, ({ id }) => id).values()].map((group) => {
    const resources = group.map(({ table }) => tables.of(table).tableArn)
    const [first] = group
    return allowKeys(first?.actions ?? [], resources, keys[first?.table.keys ?? 'shards'])
  })
  // The slots of a table have its partition key, so the same keys bind them.
  const indexes = merged.flatMap(({ table, lists }) => (lists ? tables.indexesOf(table) : []))
  return [...onTables, ...(indexes.length > 0 ? [allowKeys(['Query'], indexes, keys.shards)] : [])]
}
