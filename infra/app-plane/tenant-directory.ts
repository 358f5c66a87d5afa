import { Env } from '@tenantry/app-plane/tenant-directory/env.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE, type DetailType, PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayAudit } from '../foundation/audit-table.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { maySendMail } from '../foundation/may-send-mail.ts'
import { microservice } from '../foundation/microservice.ts'
import { HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { readsSiteUrl } from '../foundation/reads-site-url.ts'
import { EVENT_BUS_NAME, WEB_PARAMETERS } from '../names.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { holdsAddresses } from './holds-addresses.ts'

const TIMEOUT = Duration.seconds(30)
const REQUESTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
]
const ANSWERS: readonly DetailType[] = [
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
  'sbt_aws_activateSuccess',
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateSuccess',
  'sbt_aws_deactivateFailure',
]

/** Answers that only a failure of AWS brings about. */
const FAILURES: readonly DetailType[] = ['sbt_aws_activateFailure', 'sbt_aws_deactivateFailure']

/** Keeps the app plane's projection of tenants, and makes a tenant ready to be served when the control plane asks. */
export function tenantDirectory(
  scope: Construct,
  props: {
    layer: LayerVersion
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
    detailTypes: REQUESTS,
  })
  const fn = microservice(scope, 'TenantDirectory', {
    entry: 'app-plane/tenant-directory',
    description: 'Projection of tenants; first user and invitation of a new tenant',
    layer,
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
  mayAccess(fn, data.directory, 'GetItem', 'PutItem', 'UpdateItem')
  mayAccess(fn, data.memberships, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query')
  mayQueryIndex(fn, data.memberships, 'byUser')
  mayAudit(fn, data.tenants.audit, 'tenant-directory')
  announcesPeople(fn, data.tenants, PEOPLE_EVENTS)
  pool.grant(fn, 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminDeleteUser')
  allowWithWildcard(fn, {
    sid: 'ReadKeys',
    actions: ['apigateway:GET'],
    resources: [
      Stack.of(scope).formatArn({ service: 'apigateway', account: '', resource: '/apikeys', resourceName: '*' }),
    ],
    conditions: HAS_OUR_TAG,
    reason: 'Keys get their ids when tenants are made, so no policy can name them beforehand.',
  })
  holdsAddresses(fn, data.addresses)
  maySendMail(fn, props.sender)
  readsSiteUrl(fn)
  mayPublish(fn, bus, {
    source: APP_PLANE_SOURCE,
    types: [...PEOPLE_EVENTS, ...ANSWERS],
    unused: { types: FAILURES, reason: 'DynamoDB or API Gateway failed while a tenant was suspended or came back.' },
  })
  consume(fn, queue)
  return fn
}
