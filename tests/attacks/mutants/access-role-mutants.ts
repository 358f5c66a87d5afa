import { tenantRole } from '../classes/tenant-role.ts'
import { MEMBERSHIPS } from '../product/services.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, template } from './mutant.ts'
import { EVERY_KEY, grantTo, policyOf, type Statement, statementsOf, TENANT, tableArn, trustOf } from './statements.ts'

/** The access role that every deployment has, whatever its services. */
const ROLE = 'TenantAdminPeopleAccess'
const onMemberships = (operation: string): string[] => [
  `dynamodb:${operation} ${MEMBERSHIPS} · ${ROLE} without a session policy`,
]

const allow = (action: string) =>
  policyOf(ROLE, (statements) => {
    for (const { Resource } of statements.slice()) statements.push({ Effect: 'Allow', Action: action, Resource })
  })

/** Other leading keys for those of the tenant. */
const keyed = (keys: (key: string) => string, role = ROLE) =>
  policyOf(role, (statements) => {
    for (const { Condition } of statements) {
      const condition = Condition?.[EVERY_KEY]
      if (condition)
        condition['dynamodb:LeadingKeys'] = [condition['dynamodb:LeadingKeys']].flat().map(String).map(keys)
    }
  })

/** An action on many keys, as rightful as those on one. */
const batches = policyOf(ROLE, (statements) => {
  for (const statement of statements) statement.Action = [...[statement.Action].flat(), 'dynamodb:BatchGetItem']
})

const unboundName = trustOf(ROLE, (conditions) => {
  delete conditions.StringEquals
})

/** The access roles on their own: their policies, and whom they trust. */
export const ACCESS_ROLE_MUTANTS: Mutant[] = [
  {
    name: 'leading keys unconditioned',
    change: policyOf(ROLE, (statements) => {
      for (const statement of statements) delete statement.Condition
    }),
    attacks: tenantRole,
    only: onMemberships('GetItem'),
  },
  {
    name: 'a wildcard for leading keys',
    change: keyed(() => '*'),
    attacks: tenantRole,
    only: onMemberships('GetItem'),
  },
  {
    name: 'Null dropped, Scan allowed',
    change: policyOf(ROLE, (statements) => {
      for (const statement of statements) {
        delete statement.Condition?.Null
        statement.Action = [...[statement.Action].flat(), 'dynamodb:Scan']
      }
    }),
    attacks: tenantRole,
    only: onMemberships('Scan'),
  },
  { name: 'Scan allowed', change: allow('dynamodb:Scan'), attacks: tenantRole, only: onMemberships('Scan') },
  {
    name: 'PartiQL allowed',
    change: allow('dynamodb:PartiQLSelect'),
    attacks: tenantRole,
    only: onMemberships('PartiQL SELECT'),
  },
  {
    name: 'prefix ids: no dash behind the tenant',
    change: keyed(() => `${TENANT}*`),
    attacks: tenantRole,
    only: onMemberships('GetItem'),
  },
  {
    name: 'event types of people not separated in the outbox',
    change: keyed((key) => key.replace(/-sbt_aws_\w+-/, '-')),
    attacks: tenantRole,
    only: [`dynamodb:PutItem app-plane-Outbox · ${ROLE} without a session policy`],
  },
  {
    name: 'one rightful key of several suffices',
    without: [batches],
    change: policyOf(ROLE, (statements) => {
      for (const { Condition } of statements) {
        if (!Condition?.[EVERY_KEY]) continue
        Condition['ForAnyValue:StringLike'] = Condition[EVERY_KEY]
        delete Condition[EVERY_KEY]
      }
    }),
    attacks: tenantRole,
    only: onMemberships('BatchGetItem').map((name) => `${name} · mixed`),
  },
  {
    name: "people's index reachable",
    change: policyOf(ROLE, (statements, stack) => {
      const Resource = { 'Fn::Join': ['', [tableArn(stack, 'MembershipsTable'), '/index/*']] }
      statements.push({ Effect: 'Allow', Action: 'dynamodb:Query', Resource })
    }),
    attacks: tenantRole,
    only: onMemberships('Query of index byUser'),
  },
  {
    name: "an admin's action for tenant users",
    change: policyOf('TenantUserPeopleAccess', (statements) => {
      for (const statement of statements) statement.Action = [...[statement.Action].flat(), 'dynamodb:UpdateItem']
    }),
    attacks: tenantRole,
    only: [`dynamodb:UpdateItem ${MEMBERSHIPS} · TenantUserPeopleAccess without a session policy`],
  },
  {
    name: 'trust without a tag',
    // The name's condition refuses a missing tag too, since it compares with the tag.
    without: [unboundName],
    change: trustOf(ROLE, (conditions) => {
      delete conditions.Null
    }),
    attacks: tenantRole,
    only: [`sts:AssumeRole ${ROLE} · role of PeopleAuthorizer · no tag and no name`],
  },
  {
    name: 'trust with any tags',
    change: trustOf(ROLE, (conditions) => {
      delete conditions['ForAllValues:StringEquals']
    }),
    attacks: tenantRole,
    only: [`sts:AssumeRole ${ROLE}`],
  },
  {
    name: 'session name unbound',
    change: unboundName,
    attacks: tenantRole,
    only: [`sts:AssumeRole ${ROLE}`],
  },
  {
    name: 'another function may assume the access role',
    change: template('AppPlane', (stack) => {
      const role = (name: string) => resourceOf(stack, 'AWS::IAM::Role', name)
      const both = [role('PeopleAuthorizerRole').id, role('MyTenantsRole').id]
      for (const statement of role(ROLE).properties.AssumeRolePolicyDocument.Statement)
        statement.Principal = { AWS: both.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })) }
      const mayAssume = ({ Action }: Statement) => Action.includes('sts:AssumeRole')
      for (const granted of statementsOf(stack, 'PeopleAuthorizerRole').filter(mayAssume))
        grantTo(stack, 'MyTenantsRole', granted)
    }),
    attacks: tenantRole,
    only: [`sts:AssumeRole ${ROLE}`],
  },
]
