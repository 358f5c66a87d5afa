import { cursors } from '../classes/cursors.ts'
import { dynamodb } from '../classes/dynamodb.ts'
import { exports } from '../classes/exports.ts'
import { outbox } from '../classes/outbox.ts'
import { queues } from '../classes/queues.ts'
import { serviceRoles } from '../classes/service-roles.ts'
import { MEMBERSHIPS, OUTBOX, PEOPLE_EVENTS } from '../product/services.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, replaced, template } from './mutant.ts'
import { everything, grantTo, policyOf, tableArn } from './statements.ts'

const session = (name: string, by: string) => replaced('toolkit', `toolkit/src/${name}.ts`, nameOf[name] ?? '', by)
const nameOf: Record<string, string> = { 'session-policy': 'sessionPolicy', 'tenant-session': 'tenantSessions' }
const managing = (role: string, operation: string, key: string): string =>
  `dynamodb:${operation} ${MEMBERSHIPS} · ${role} managing people · ${key}`

/** The access role's own policy lets everything through: what is left is the session policy. */
const openRole = policyOf('TenantAdminPeopleAccess', (statements) => {
  for (const { Resource } of statements.slice()) statements.push(everything(Resource))
})

/** What keeps tenants apart besides the access roles: session policies, functions that have no table, and what is believed of events. */
export const ISOLATION_MUTANTS: Mutant[] = [
  {
    name: 'execution role with a table',
    change: template('AppPlane', (stack) =>
      grantTo(stack, 'ApiDocsRole', everything(tableArn(stack, 'MembershipsTable'))),
    ),
    attacks: serviceRoles,
    only: [`dynamodb:GetItem ${MEMBERSHIPS} · role of ApiDocs`],
  },
  {
    name: "a function clears anybody's outbox",
    change: template('AppPlane', (stack) =>
      grantTo(stack, 'MyTenantsRole', {
        Effect: 'Allow',
        Action: 'dynamodb:DeleteItem',
        Resource: tableArn(stack, 'Outbox'),
      }),
    ),
    attacks: serviceRoles,
    only: [`dynamodb:DeleteItem ${OUTBOX} · role of MyTenants`],
  },
  {
    name: 'a function reads files of exports under its own role',
    change: template('AppPlane', (stack) =>
      grantTo(stack, 'MyTenantsRole', {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: {
          'Fn::Join': ['', [{ 'Fn::GetAtt': [resourceOf(stack, 'AWS::S3::Bucket', 'Exports').id, 'Arn'] }, '/*']],
        },
      }),
    ),
    attacks: exports,
    only: ['s3:GetObject · role of MyTenants'],
  },
  {
    name: 'the sweeper queries any key of an index',
    change: policyOf('OutboxSweeperRole', (statements) => {
      for (const statement of statements) if (statement.Action === 'dynamodb:Query') delete statement.Condition
    }),
    attacks: serviceRoles,
    only: [`Query of index waiting ${OUTBOX} · role of OutboxSweeper`],
  },
  {
    name: 'the token trigger writes any attribute of a membership',
    change: policyOf('TokenTriggerRole', (statements) => {
      for (const statement of statements) if (statement.Action === 'dynamodb:UpdateItem') delete statement.Condition
    }),
    attacks: serviceRoles,
    only: [`dynamodb:UpdateItem ${MEMBERSHIPS} · role of TokenTrigger · makes an admin`],
  },
  {
    name: 'the tenant directory reads any API key of the account',
    change: policyOf('TenantDirectoryRole', (statements) => {
      for (const statement of statements) if (statement.Action === 'apigateway:GET') delete statement.Condition
    }),
    attacks: serviceRoles,
    only: ['apigateway:GetApiKey · role of TenantDirectory · a key of another application'],
  },
  {
    name: 'session policy dropped',
    without: [openRole],
    change: session('tenant-session', 'withoutSessionPolicy'),
    attacks: dynamodb,
    only: [managing('TenantAdmin', 'GetItem', 'foreign key')],
  },
  {
    name: 'session policy without its Deny',
    without: [openRole],
    change: session('session-policy', 'withoutDeny'),
    attacks: dynamodb,
    only: [managing('TenantAdmin', 'GetItem', 'foreign key')],
  },
  {
    name: 'session policy for any leading keys',
    without: [openRole],
    change: session('session-policy', 'forAnyTenant'),
    attacks: dynamodb,
    only: [managing('TenantAdmin', 'BatchGetItem', 'mixed')],
  },
  {
    name: 'session policy with prefix ids',
    without: [openRole],
    change: session('session-policy', 'withPrefixIds'),
    attacks: dynamodb,
    only: [managing('TenantAdmin', 'GetItem', 'prefix: longer')],
  },
  {
    name: "an admin's session for everyone",
    change: replaced(
      'app-plane/authorizer',
      'app-plane/src/authorizer/tenant-session.ts',
      'sessionsByRole',
      'adminsForEveryone',
    ),
    attacks: dynamodb,
    only: [`dynamodb:Query ${MEMBERSHIPS} · TenantUser managing people`],
  },
  {
    name: 'any type of event may be published',
    change: policyOf('UsersRole', (statements) => {
      for (const { Action, Condition } of statements)
        if (Action === 'events:PutEvents') delete Condition?.StringEquals?.['events:detail-type']
    }),
    attacks: queues,
    only: ['events:PutEvents · role of Users'],
  },
  {
    name: 'anybody may send to a queue',
    change: template('AppPlane', (stack) =>
      grantTo(stack, 'MyTenantsRole', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }),
    ),
    attacks: queues,
    only: ['sqs:SendMessage · role of MyTenants'],
  },
  {
    name: 'cursors of any tenant and list',
    change: replaced('toolkit', 'toolkit/src/cursors.ts', 'openCursors', 'boundToNothing'),
    attacks: cursors,
    only: ['GET /users · TenantAdmin · the victim’s, made now'],
  },
  {
    name: 'the sweeper believes what an entry says of its tenant',
    change: replaced(
      'app-plane/outbox-sweeper',
      'app-plane/src/people/tenant-user-sender.ts',
      'tenantUserSender',
      'everythingBelieved',
    ),
    attacks: outbox,
    only: ['a person of the victim’s'],
  },
  {
    name: 'the sweeper believes what an entry says of its type',
    change: replaced(
      'app-plane/outbox-sweeper',
      'app-plane/src/people/tenant-user-sender.ts',
      'tenantUserSender',
      'typeOfTheEntry',
    ),
    attacks: outbox,
    only: [`${PEOPLE_EVENTS[0]} under the key of ${PEOPLE_EVENTS[1]}`],
  },
]
