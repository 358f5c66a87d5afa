import { AUDIT_INDEXES, type AuditIndex, auditTrail, TENANT_WRITERS } from '@tenantry/contracts/audit.ts'
import { Env } from '@tenantry/control-plane/audit/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** What anybody changed, for operators. It reads, and writes nothing: whoever writes records cannot look for one. */
export function audit(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: ControlPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'Audit', {
    entry: 'control-plane/audit',
    description: 'The audit, for operators',
    layer,
    env: Env,
    environment: { AUDIT_TABLE: data.audit.tableName, LISTS_TABLE: data.lists.tableName },
  })
  for (const index of Object.keys(AUDIT_INDEXES) as AuditIndex[]) mayQueryIndex(fn, data.audit, index)
  // A tenant's history is what the audit says of its changes.
  mayAccessKeys(fn, data.audit, { actions: ['Query'], keys: TENANT_WRITERS.map((writer) => auditTrail(writer, '*')) })
  // What came of changes that no transaction holds.
  mayAccess(fn, data.audit, 'BatchGetItem')
  answersLists(fn, data.lists)
  return fn
}
