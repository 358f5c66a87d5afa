import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { SILO_SOURCES } from '@tenantry/contracts/events.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { Stack } from 'aws-cdk-lib'
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { accountFunctionArns } from '../app-plane/asks-control-plane.ts'
import { boundWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { TRACES } from '../foundation/trace.ts'
import { EVENT_BUS_NAME, SILO_BOUNDARY, WEB_PARAMETERS } from '../names.ts'
import type { SharedPlace } from './shared-place.ts'

const REASON = 'A boundary is about the silos of all tenants; what a role of one may do, its own policy says.'

/** What roles of silos may do at most, whatever a template gives them. Nothing in the pool is there but the directory, the bucket of exports, and what an authorizer reads of people who stay there. */
export function siloBoundary(scope: Construct, shared: SharedPlace): ManagedPolicy {
  const arn = (service: string, resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service, resource, resourceName })
  const [path, name] = [SILO_BOUNDARY.slice(0, SILO_BOUNDARY.lastIndexOf('/') + 1), SILO_BOUNDARY.split('/').at(-1)]
  const policy = new ManagedPolicy(scope, 'SiloBoundary', {
    managedPolicyName: name ?? '',
    path,
    description: 'What roles of silos may do at most',
  })
  const own = (sid: string, actions: string[], ...resources: string[]) =>
    boundWithWildcard(policy, { sid, actions, resources, reason: REASON })
  own('Items', ITEMS, arn('dynamodb', 'table', `${SILO_PREFIX}*`))
  own('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroups(scope))
  boundWithWildcard(policy, { sid: 'Traces', actions: TRACES, resources: ['*'], reason: 'X-Ray has no resources.' })
  own('Queues', QUEUES, Stack.of(scope).formatArn({ service: 'sqs', resource: `${SILO_PREFIX}*` }))
  own('OwnEvents', ['events:PutEvents'], arn('events', 'event-bus', `${SILO_PREFIX}*`))
  boundWithWildcard(policy, {
    sid: 'News',
    actions: ['events:PutEvents'],
    resources: [arn('events', 'event-bus', EVENT_BUS_NAME)],
    conditions: { StringLike: { 'events:source': `${SILO_SOURCES}*` } },
    reason: REASON,
  })
  // What is for a tenant that has gone back to the pool is sent on there.
  policy.addStatements(
    new PolicyStatement({
      actions: ['events:PutEvents'],
      resources: [arn('events', 'event-bus', EVENT_BUS_NAME)],
      conditions: { StringEquals: { 'events:source': SERVICE_SOURCE } },
    }),
  )
  own('Exports', EXPORTS, `arn:${Stack.of(scope).partition}:s3:::${shared.exportsBucket}/*`)
  policy.addStatements(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [`arn:${Stack.of(scope).partition}:s3:::${shared.exportsBucket}`],
    }),
  )
  own('People', PEOPLE, arn('cognito-idp', 'userpool', '*'))
  own('Mails', ['ses:SendEmail'], arn('ses', 'identity', '*'))
  policy.addStatements(
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      resources: [shared.directoryTable, shared.membershipsTable].map((name) => arn('dynamodb', 'table', name)),
    }),
    new PolicyStatement({
      actions: ['dynamodb:GetItem'],
      resources: [arn('dynamodb', 'table', shared.peopleTable)],
    }),
    new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [arn('ssm', 'parameter', WEB_PARAMETERS.publicSiteUrl.slice(1))],
    }),
    // It changes no tenant, and answers the bearer of a tenant's own token alone.
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: accountFunctionArns(scope) }),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['cognito-idp:*'],
      resources: [arn('cognito-idp', 'userpool', shared.userPoolId)],
    }),
  )
  return policy
}

const logGroups = (scope: Construct): string => {
  const { partition, region, account } = Stack.of(scope)
  return `arn:${partition}:logs:${region}:${account}:log-group:${SILO_PREFIX}*`
}

const ITEMS = [
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
].map((action) => `dynamodb:${action}`)
const EXPORTS = ['GetObject', 'PutObject', 'AbortMultipartUpload'].map((action) => `s3:${action}`)
const QUEUES = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'].map(
  (action) => `sqs:${action}`,
)
const PEOPLE = ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser', 'AdminUserGlobalSignOut'].map(
  (action) => `cognito-idp:${action}`,
)
