import { dynamodb } from '../classes/dynamodb.ts'
import { serviceRoles } from '../classes/service-roles.ts'
import { resourceOf, type Template } from '../world/edit-assembly.ts'
import { accessPolicy, type Statement } from './access-policy.ts'
import { type Mutant, source, template } from './mutant.ts'

const AUTHORIZER = 'app-plane/authorizer'
const SESSION = 'contracts/src/session-policy.ts'
const VEND = 'app-plane/src/authorizer/tenant-session.ts'
const PRODUCTS = 'app-plane-ProductsTable'

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
      "'ForAllValues:StringLike': { 'dynamodb:LeadingKeys'",
      "'ForAllValues:StringNotLike': { 'aws:TagKeys'",
    ),
    attacks: dynamodb,
    only: [`dynamodb:GetItem ${PRODUCTS}`],
  },
  {
    name: 'session policy with prefix ids',
    without: [openRole],
    change: source(
      AUTHORIZER,
      SESSION,
      '[KEYS[tables[0]](tenantId)]',
      "[KEYS[tables[0]](tenantId).replace('-*', '*')]",
    ),
    attacks: dynamodb,
    only: [`dynamodb:GetItem ${PRODUCTS}`],
  },
]

function grantTo(stack: Template, service: string, statement: Statement): void {
  resourceOf(stack, 'AWS::IAM::Policy', `${service}RoleDefaultPolicy`).properties.PolicyDocument.Statement.push(
    statement,
  )
}
