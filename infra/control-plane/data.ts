import { AUDIT_INDEXES, type AuditIndex } from '@tenantry/contracts/audit.ts'
import type { ControlPlaneService } from '@tenantry/contracts/control-plane-api/routes.ts'
import { functionAnswers } from '@tenantry/contracts/idempotency.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { auditTable } from '../foundation/audit-table.ts'
import { idempotencyTable } from '../foundation/idempotency-table.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { listsTable } from '../foundation/lists-table.ts'
import { outboxTable } from '../foundation/outbox-table.ts'
import { describeTable, table, text } from '../foundation/table.ts'

/** The control plane's tables: everything about tenants in one; what operators changed of tiers; what is to leave. */
export interface ControlPlaneData {
  tenants: TableV2
  tiers: TableV2
  outbox: TableV2
  /** What anybody changed, in both planes. */
  audit: TableV2
  /** What strangers asked for and have not confirmed, and how often who asked: it all expires. */
  signUps: TableV2
  lists: TableV2
  /** What tenants used, by minutes, hours and days, and from which files that was computed. */
  usage: TableV2
  /** What tenants cost, and the runs that found it out. */
  costs: TableV2
  /** Answers that are kept for idempotency keys. */
  idempotency: TableV2
}

export function controlPlaneData(scope: Construct): ControlPlaneData {
  const tenants = table(scope, 'TenantsTable', { partition: 'pk', sort: 'sk', expiry: 'expiresAt' })
  tenants.addGlobalSecondaryIndex({ indexName: 'listing', partitionKey: text('listing'), sortKey: text('listedAt') })
  const idempotency = idempotencyTable(scope)
  describeTable(
    idempotency,
    'Tenantry::OwnedByPlatform',
    'Answers to operators and strangers. Each function of the control plane keeps its own.',
  )
  return {
    tenants,
    tiers: table(scope, 'TiersTable', { partition: 'name' }),
    outbox: outboxTable(scope, {
      about: 'Tenantry::OwnedByPlatform',
      why: 'Entries report what the control plane changed. They are written by its functions alone, in the name of operators, applicants and workflows.',
    }),
    audit: auditTable(scope, Object.keys(AUDIT_INDEXES) as AuditIndex[]),
    signUps: table(scope, 'SignUpsTable', { partition: 'id', expiry: 'expiresAt' }),
    lists: listsTable(scope),
    usage: table(scope, 'UsageTable', { partition: 'pk', sort: 'sk', expiry: 'expiresAt' }),
    costs: table(scope, 'CostsTable', { partition: 'pk', sort: 'sk', expiry: 'expiresAt' }),
    idempotency,
  }
}

/** Lets a function put what is to leave into the outbox, with the change, and delete it once it was sent. */
export function announces(fn: IFunction, { outbox }: ControlPlaneData): void {
  mayAccess(fn, outbox, 'PutItem', 'DeleteItem')
}

/** Lets a function keep answers of its own for idempotency keys. A write that fails shows what is there, so nothing needs to be read. */
export function keepsAnswers(fn: IFunction, { idempotency }: ControlPlaneData, name: ControlPlaneService): void {
  mayAccessKeys(fn, idempotency, { actions: ['PutItem'], keys: [functionAnswers(name, '*')] })
}
