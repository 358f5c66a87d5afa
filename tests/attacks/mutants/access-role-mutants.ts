import { tenantRole } from '../classes/tenant-role.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { accessPolicy, type Statement, trustPolicy } from './access-policy.ts'
import { type Mutant, template } from './mutant.ts'

const PRODUCTS = 'app-plane-ProductsTable'
const LEADING = 'ForAllValues:StringLike'

const allow = (action: string) =>
  accessPolicy((statements) => {
    for (const { Resource } of statements.slice()) statements.push({ Effect: 'Allow', Action: action, Resource })
  })

const unboundName = trustPolicy((conditions) => {
  delete conditions.StringEquals
})

/** The tenant access role on its own: its policy, and whom it trusts. */
export const ACCESS_ROLE_MUTANTS: Mutant[] = [
  {
    name: 'leading keys unconditioned',
    change: accessPolicy((statements) => {
      for (const statement of statements) delete statement.Condition
    }),
    attacks: tenantRole,
    only: [`dynamodb:GetItem ${PRODUCTS}`],
  },
  {
    name: 'Null dropped, Scan allowed',
    change: accessPolicy((statements) => {
      for (const statement of statements) {
        delete statement.Condition?.Null
        statement.Action = [...[statement.Action].flat(), 'dynamodb:Scan']
      }
    }),
    attacks: tenantRole,
    only: [`dynamodb:Scan ${PRODUCTS}`],
  },
  { name: 'Scan allowed', change: allow('dynamodb:Scan'), attacks: tenantRole, only: [`dynamodb:Scan ${PRODUCTS}`] },
  {
    name: 'PartiQL allowed',
    change: allow('dynamodb:PartiQLSelect'),
    attacks: tenantRole,
    only: [`PartiQL SELECT ${PRODUCTS}`],
  },
  {
    name: 'prefix ids: no dash behind the tenant',
    change: accessPolicy((statements) => {
      for (const { Condition } of statements) {
        const keys = Condition?.[LEADING]
        if (keys) keys['dynamodb:LeadingKeys'] = ['$'.concat('{aws:PrincipalTag/TenantId}*')]
      }
    }),
    attacks: tenantRole,
    only: [`dynamodb:GetItem ${PRODUCTS}`],
  },
  {
    name: 'one rightful key of several suffices',
    change: accessPolicy((statements) => {
      for (const { Condition } of statements) {
        if (!Condition?.[LEADING]) continue
        Condition['ForAnyValue:StringLike'] = Condition[LEADING]
        delete Condition[LEADING]
      }
    }),
    attacks: tenantRole,
    only: [`BatchGetItem ${PRODUCTS}`],
  },
  {
    name: "people's index reachable",
    change: accessPolicy((statements, stack) => {
      const { id } = resourceOf(stack, 'AWS::DynamoDB::GlobalTable', 'MembershipsTable')
      const Resource = { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/index/*']] }
      statements.push({ Effect: 'Allow', Action: 'dynamodb:Query', Resource })
    }),
    attacks: tenantRole,
    only: ['Query of index'],
  },
  {
    name: 'trust without a tag',
    // The name's condition refuses a missing tag too, since it compares with the tag.
    without: [unboundName],
    change: trustPolicy((conditions) => {
      delete conditions.Null
    }),
    attacks: tenantRole,
    only: ['no tag and no name'],
  },
  {
    name: 'trust with any tags',
    change: trustPolicy((conditions) => {
      delete conditions['ForAllValues:StringEquals']
    }),
    attacks: tenantRole,
    only: ['sts:AssumeRole'],
  },
  {
    name: 'session name unbound',
    change: unboundName,
    attacks: tenantRole,
    only: ['sts:AssumeRole'],
  },
  {
    name: 'a service may assume the access role',
    change: template('AppPlane', (stack) => {
      const role = (name: string) => resourceOf(stack, 'AWS::IAM::Role', name)
      const policy = (name: string) => resourceOf(stack, 'AWS::IAM::Policy', name).properties.PolicyDocument.Statement
      const both = [role('AuthorizerRole').id, role('ProductsRole').id]
      for (const trusting of role('TenantAccess').properties.AssumeRolePolicyDocument.Statement)
        trusting.Principal = { AWS: both.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })) }
      const mayAssume = ({ Action }: Statement) => Action.includes('sts:AssumeRole')
      policy('ProductsRoleDefaultPolicy').push(policy('AuthorizerRoleDefaultPolicy').find(mayAssume))
    }),
    attacks: tenantRole,
    only: ['sts:AssumeRole'],
  },
]
