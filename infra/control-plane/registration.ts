import { Env } from '@tenantry/control-plane/registration/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { announces, type ControlPlaneData, keepsAnswers } from './data.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

/** Public sign-up: writes the tenant with its unique name, and starts the onboarding. */
export function registration(
  scope: Construct,
  { layer, data, machines }: { layer: LayerVersion; data: ControlPlaneData; machines: WorkflowMachines },
): LambdaFunction {
  const fn = microservice(scope, 'Registration', {
    entry: 'control-plane/registration',
    description: 'Sign-up of tenants',
    layer,
    env: Env,
    environment: {
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      TIERS_TABLE: data.tiers.tableName,
      WORKFLOW_MACHINES: machineArns(machines),
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem', 'ConditionCheckItem')
  announces(fn, data)
  mayAudit(fn, data.audit, 'registration')
  mayAccess(fn, data.tiers, 'BatchGetItem')
  mayStartWorkflows(fn, machines)
  keepsAnswers(fn, data, 'registration')
  return fn
}
