import { Env } from '@tenantry/app-plane/tenant-directory/env.ts'
import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE, type DetailType, PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { ALLOWANCE_EVENT, TIER_EVENT } from '@tenantry/contracts/plan.ts'
import { TENANT_ADMINS_FUNCTION } from '@tenantry/contracts/tenant-admins.ts'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice, serviceRole } from '../foundation/microservice.ts'
import { HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { EVENT_BUS_NAME, WEB_PARAMETERS } from '../names.ts'
import type { AppPlaneData } from './data.ts'
import { makesAdmins } from './makes-admins.ts'
import { THE_POOL } from './place.ts'

const TIMEOUT = Duration.seconds(30)
const REQUESTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_updateRequest',
  'sbt_aws_offboardingScheduled',
  'sbt_aws_offboardingRequest',
  'sbt_aws_offboardingSuccess',
  'sbt_aws_offboardingFailure',
  'sbt_aws_tenantUpdated',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
  'sbt_aws_tenantRenamed',
]
const ANSWERS: readonly DetailType[] = [
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
  'sbt_aws_activateSuccess',
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateSuccess',
  'sbt_aws_deactivateFailure',
  'sbt_aws_updateSuccess',
  'sbt_aws_updateFailure',
  'sbt_aws_deprovisionSuccess',
  'sbt_aws_deprovisionFailure',
]

/** Answers that only a failure of AWS brings about. */
const FAILURES: readonly DetailType[] = [
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateFailure',
  'sbt_aws_updateFailure',
  'sbt_aws_deprovisionFailure',
]

/** Keeps the app plane's projection of tenants, and makes a tenant ready to be served when the control plane asks. */
export function tenantDirectory(
  scope: Construct,
  props: {
    layer: ILayerVersion
    data: AppPlaneData
    bus: IEventBus
    pool: UserPool
    mailFrom: string
    sender: IEmailIdentity
  },
): LambdaFunction {
  const { layer, data, bus, pool } = props
  const queue = consumerQueue(scope, 'tenant-directory', TIMEOUT, {
    bus,
    source: CONTROL_PLANE_SOURCE,
    detailTypes: [...REQUESTS, TIER_EVENT, ALLOWANCE_EVENT],
  })
  const role = serviceRole(scope, 'TenantDirectory')
  const fn = microservice(scope, 'TenantDirectory', {
    entry: 'app-plane/tenant-directory',
    description: 'Projection of tenants; first user and invitation of a new tenant',
    layer,
    role,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      DIRECTORY_TABLE: data.directory.tableName,
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      OUTBOX_TABLE: data.tenants.outbox.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      USER_POOL_ID: pool.userPoolId,
      QUEUE_URL: queue.queueUrl,
      EVENT_BUS_NAME,
      MAIL_FROM: props.mailFrom,
      ADDRESSES_TABLE: data.addresses.tableName,
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  mayAccess(fn, data.directory, 'GetItem', 'UpdateItem')
  makesAdmins(scope, fn, { place: THE_POOL, role, data, pool, sender: props.sender })
  allowWithWildcard(fn, {
    sid: 'AskSilos',
    actions: ['lambda:InvokeFunction'],
    resources: [
      Stack.of(scope).formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: `${SILO_PREFIX}*${TENANT_ADMINS_FUNCTION}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    reason:
      'Silos are made when tenants are onboarded: the names of their functions are all that can be known of them.',
  })
  allowWithWildcard(fn, {
    sid: 'ReadKeys',
    actions: ['apigateway:GET'],
    resources: [
      Stack.of(scope).formatArn({ service: 'apigateway', account: '', resource: '/apikeys', resourceName: '*' }),
    ],
    conditions: HAS_OUR_TAG,
    reason: 'Keys get their ids when tenants are made, so no policy can name them beforehand.',
  })
  mayPublish(fn, bus, {
    source: APP_PLANE_SOURCE,
    types: [...PEOPLE_EVENTS, ...ANSWERS],
    unused: {
      types: FAILURES,
      reason: 'DynamoDB or API Gateway failed while a tenant was suspended, came back or changed.',
    },
  })
  consume(fn, queue)
  return fn
}
