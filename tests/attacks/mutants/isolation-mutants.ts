import { dynamodb } from '../classes/dynamodb.ts'
import { serviceRoles } from '../classes/service-roles.ts'
import { resourceOf, type Template } from '../world/edit-assembly.ts'
import { accessPolicy, type Statement } from './access-policy.ts'
import { type Mutant, source, template } from './mutant.ts'

const AUTHORIZER = 'app-plane/authorizer'
const SESSION = 'contracts/src/session-policy.ts'
const VEND = 'app-plane/src/authorizer/tenant-session.ts'
const PRODUCTS = 'app-plane-ProductsTable'
const OUTBOX = 'app-plane-Outbox'

/** The role's own policy lets everything through: what is left is the session policy. */
const openRole = accessPolicy((statements) => {
  for (const { Resource } of statements.slice()) statements.push({ Effect: 'Allow', Action: 'dynamodb:*', Resource })
})

/** What keeps tenants apart besides the access role: the session policy, and services that have no table. */
export const ISOLATION_MUTANTS: Mutant[] = [
  {
    name: 'execution role with the table',
    change: template('AppPlane', (stack) => {
      const { id } = resourceOf(stack, 'AWS::DynamoDB::GlobalTable', 'ProductsTable')
      grantTo(stack, 'Products', { Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': [id, 'Arn'] } })
    }),
    attacks: serviceRoles,
    only: [`dynamodb:GetItem ${PRODUCTS}`],
  },
  {
    name: "a service clears anybody's outbox",
    change: template('AppPlane', (stack) => {
      const { id } = resourceOf(stack, 'AWS::DynamoDB::GlobalTable', 'Outbox')
      const Resource = { 'Fn::GetAtt': [id, 'Arn'] }
      grantTo(stack, 'Orders', { Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource })
    }),
    attacks: serviceRoles,
    only: [`dynamodb:DeleteItem ${OUTBOX}`],
  },
  {
    name: 'the sweeper queries any key of an index',
    change: template('AppPlane', (stack) => {
      const { properties } = resourceOf(stack, 'AWS::IAM::Policy', 'OutboxSweeperRoleDefaultPolicy')
      for (const statement of properties.PolicyDocument.Statement as Statement[]) {
        if (statement.Action === 'dynamodb:Query') delete statement.Condition
      }
    }),
    attacks: serviceRoles,
    only: [`Query of index outbox ${OUTBOX}`],
  },
  {
    name: 'session policy dropped',
    change: source('toolkit', 'toolkit/src/tenant-session.ts', 'Policy: policy(tenantId),', ''),
    attacks: dynamodb,
    only: [`dynamodb:DeleteItem ${PRODUCTS}`],
  },
  {
    name: "an admin's session for everyone",
    change: source(AUTHORIZER, VEND, 'sessionPolicy(role, tenantId', "sessionPolicy('TenantAdmin', tenantId"),
    attacks: dynamodb,
    only: [`dynamodb:DeleteItem ${PRODUCTS}`],
  },
  {
    name: 'session policy without leading keys',
    without: [openRole],
    change: source(
      AUTHORIZER,
      SESSION,
      "'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys'",
      "'ForAnyValue:StringNotLike': { 'aws:TagKeys'",
    ),
    attacks: dynamodb,
    only: [`dynamodb:GetItem ${PRODUCTS} · TenantUser · foreign key`],
  },
  {
    name: 'session policy with prefix ids',
    without: [openRole],
    change: source(
      AUTHORIZER,
      SESSION,
      '[tenantId, `$'.concat('{tenantId}-*`]'),
      '[tenantId, `$'.concat('{tenantId}*`]'),
    ),
    attacks: dynamodb,
    only: [`dynamodb:GetItem ${PRODUCTS} · TenantUser · prefix: longer`],
  },
]

function grantTo(stack: Template, service: string, statement: Statement): void {
  resourceOf(stack, 'AWS::IAM::Policy', `${service}RoleDefaultPolicy`).properties.PolicyDocument.Statement.push(
    statement,
  )
}
