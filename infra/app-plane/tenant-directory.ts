import { Env } from '@tenantry/app-plane/tenant-directory/env.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { onEvent } from '../foundation/on-event.ts'
import { readsSiteUrl } from '../foundation/reads-site-url.ts'
import { EVENT_BUS_NAME, WEB_PARAMETERS } from '../names.ts'
import type { AppPlaneData } from './data.ts'

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
  const fn = microservice(scope, 'TenantDirectory', {
    entry: 'app-plane/tenant-directory',
    description: 'Projection of tenants; first user and invitation of a new tenant',
    layer,
    timeout: Duration.seconds(30),
    env: Env,
    environment: {
      DIRECTORY_TABLE: data.directory.tableName,
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      USER_POOL_ID: pool.userPoolId,
      EVENT_BUS_NAME,
      MAIL_FROM: props.mailFrom,
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  data.directory.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem')
  data.memberships.grant(
    fn,
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:Query',
  )
  pool.grant(
    fn,
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:ListUsers',
  )
  allowWithWildcard(fn, {
    sid: 'ReadKeys',
    actions: ['apigateway:GET'],
    resources: [
      Stack.of(scope).formatArn({ service: 'apigateway', account: '', resource: '/apikeys', resourceName: '*' }),
    ],
    reason: 'Keys get their ids when tenants are made, so no policy can name them beforehand.',
  })
  props.sender.grantSendEmail(fn)
  readsSiteUrl(fn)
  mayPublish(fn, bus, APP_PLANE_SOURCE)
  onEvent(scope, 'TenantChanges', {
    bus,
    source: CONTROL_PLANE_SOURCE,
    detailTypes: [
      'sbt_aws_onboardingRequest',
      'sbt_aws_onboardingSuccess',
      'sbt_aws_onboardingFailure',
      'sbt_aws_activateRequest',
      'sbt_aws_deactivateRequest',
    ],
    target: fn,
  })
  return fn
}
