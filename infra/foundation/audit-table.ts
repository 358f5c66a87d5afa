import { AUDIT_INDEXES, type AuditIndex, auditTrail } from '@tenantry/contracts/audit.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { mayAccessKeys } from './item-rights.ts'
import { table, text } from './table.ts'

/** What anybody changed (toolkit/src/audit.ts). Records are kept: nothing expires, and no role may change or delete one. */
export function auditTable(scope: Construct, indexes: readonly AuditIndex[]): TableV2 {
  const audit = table(scope, 'AuditTable', { partition: 'trail', sort: 'entry' })
  for (const indexName of indexes) {
    audit.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(AUDIT_INDEXES[indexName]),
      sortKey: text('sortedAt'),
    })
  }
  return audit
}

/** Lets a function add records of some tenants under keys that begin with its own name, and do nothing else to the audit. */
export const mayAudit = (fn: IGrantable, audit: TableV2, writer: string, tenants = '*'): void =>
  mayAccessKeys(fn, audit, { actions: ['PutItem'], keys: [auditTrail(writer, tenants)] })
