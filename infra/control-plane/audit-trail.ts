import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, SILO_SOURCES } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/audit-trail/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

const TIMEOUT = Duration.seconds(10)

/** Keeps what the app plane recorded of changes beside the control plane's own records. */
export function auditTrail(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus },
): LambdaFunction {
  const queue = consumerQueue(scope, 'audit-trail', TIMEOUT, {
    bus,
    source: [APP_PLANE_SOURCE, { prefix: SILO_SOURCES }],
    detailTypes: [AUDIT_EVENT],
  })
  const fn = microservice(scope, 'AuditTrail', {
    entry: 'control-plane/audit-trail',
    description: 'Audit records of the app plane',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: { AUDIT_TABLE: data.audit.tableName, QUEUE_URL: queue.queueUrl },
  })
  mayAudit(fn, data.audit, 'audit-trail')
  consume(fn, queue)
  return fn
}
