import { Env } from '@tenantry/control-plane/registration/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { maySendMail } from '../foundation/may-send-mail.ts'
import { microservice } from '../foundation/microservice.ts'
import { BASE_PARAMETERS } from '../names.ts'
import { announces, type ControlPlaneData, keepsAnswers } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

/** Public sign-up: sends a code, and with it writes the tenant with its unique name, and starts the onboarding. */
export function registration(
  scope: Construct,
  {
    layer,
    data,
    machines,
    limits,
    sender,
  }: {
    layer: LayerVersion
    data: ControlPlaneData
    machines: WorkflowMachines
    limits: SignUpLimits
    sender: IEmailIdentity
  },
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
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
      SIGN_UPS_TABLE: data.signUps.tableName,
      API_DOMAIN: StringParameter.valueForStringParameter(scope, BASE_PARAMETERS.apiDomain),
      MAIL_FROM: sender.emailIdentityName,
      CODES_PER_HOUR: limits.codesPerHour.valueAsString,
      SOURCE_RATE: limits.sourceRate.valueAsString,
      SOURCE_BURST: limits.sourceBurst.valueAsString,
    },
  })
  mayAccess(fn, data.signUps, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
  maySendMail(fn, sender)
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem', 'ConditionCheckItem')
  announces(fn, data)
  mayAudit(fn, data.audit, 'registration')
  mayAccess(fn, data.tiers, 'GetItem')
  mayStartWorkflows(fn, machines, data.tenants, ['onboarding', 'import'])
  keepsAnswers(fn, data, 'registration')
  return fn
}
