import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/tenant-management/env.ts'
import { CfnParameter } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { announces, type ControlPlaneData, keepsAnswers } from './data.ts'
import { findsPlans, readsUsage } from './plan-rights.ts'
import { countsUse, type QuotaSettings } from './quota-settings.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { OPERATING_EVENTS } from './tenant-events.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

/** A parameter of the deployment: how long a tenant that is deleted is served, and can be kept after all. */
const graceDays = (scope: Construct): CfnParameter =>
  new CfnParameter(scope, 'OffboardingGraceDays', {
    type: 'Number',
    default: 30,
    minValue: 0,
    maxValue: 999,
    description: 'Days until a tenant is deleted, in which that can be undone, where the request names none',
  })

/** Tenants as operators see and change them. */
export function tenantManagement(
  scope: Construct,
  {
    layer,
    data,
    bus,
    machines,
    limits,
    quotas,
  }: {
    layer: LayerVersion
    data: ControlPlaneData
    bus: IEventBus
    machines: WorkflowMachines
    limits: SignUpLimits
    quotas: QuotaSettings
  },
): LambdaFunction {
  const fn = microservice(scope, 'TenantManagement', {
    entry: 'control-plane/tenant-management',
    description: 'Tenants, for operators',
    layer,
    env: Env,
    environment: {
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      LISTS_TABLE: data.lists.tableName,
      TIERS_TABLE: data.tiers.tableName,
      ...quotas,
      EVENT_BUS_NAME,
      WORKFLOW_MACHINES: machineArns(machines),
      GRACE_DAYS: graceDays(scope).valueAsString,
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem')
  countsUse(fn, data)
  announces(fn, data)
  mayAudit(fn, data.audit, 'tenant-management')
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: OPERATING_EVENTS })
  answersLists(fn, data.lists)
  mayStartWorkflows(fn, machines, data.tenants)
  mayGoUnused(fn, {
    action: 'states:StartExecution',
    of: 'ImportMachine',
    reason: 'An import that awaited an approval, or failed, goes on. It is the same code as for onboardings.',
  })
  mayAccess(fn, data.tiers, 'GetItem')
  findsPlans(fn)
  readsUsage(fn)
  keepsAnswers(fn, data, 'tenant-management')
  return fn
}
