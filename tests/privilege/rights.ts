import { STACKS } from '@tenantry/infra/names.ts'
import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import type { DecidedAccess } from '@tenantry/local-cloud/iam/authorize.ts'
import { compilePolicy } from '@tenantry/local-cloud/iam/policy/compile-policy.ts'
import { evaluate } from '@tenantry/local-cloud/iam/policy/evaluate.ts'

type Condition = Record<string, Record<string, string | string[]>>

interface Statement {
  Effect: string
  Action: string | string[]
  Resource: string | string[]
  Condition?: Condition
}

/** One action on one resource under one value of its conditions: the least that a statement can grant. */
export interface Right {
  roleName: string
  /** The stack and the role's construct. */
  role: string
  /** The policy's action, resource and condition, to read. */
  text: string
  action: string
  isUsedBy(access: DecidedAccess): boolean
}

export interface Role {
  roleName: string
  role: string
  statements: Statement[]
}

/** Conditions whose values are alternatives, each a right of its own: types of events, and keys of items. */
const ALTERNATIVES = ['events:detail-type', 'dynamodb:LeadingKeys']

/** The roles of all stacks, as they are deployed. */
export async function deployedRoles({ call }: Pick<Cloud, 'call'>): Promise<Role[]> {
  const roles: Role[] = []
  for (const StackName of Object.values(STACKS)) {
    const { StackResourceSummaries } = await call('cloudformation', 'ListStackResources', { StackName })
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId: roleName } of StackResourceSummaries) {
      if (ResourceType !== 'AWS::IAM::Role') continue
      // The CDK appends eight digits to a construct's name.
      const role = `${StackName.replace('tenantry-', '')}/${LogicalResourceId.slice(0, -8)}`
      roles.push({ roleName, role, statements: await statementsOf(call, roleName) })
    }
  }
  return roles
}

async function statementsOf(call: Cloud['call'], RoleName: string): Promise<Statement[]> {
  const { PolicyNames } = await call('iam', 'ListRolePolicies', { RoleName })
  const documents = PolicyNames.map(async (PolicyName: string): Promise<Statement[]> => {
    const { PolicyDocument } = await call('iam', 'GetRolePolicy', { RoleName, PolicyName })
    return [JSON.parse(decodeURIComponent(PolicyDocument)).Statement].flat()
  })
  return (await Promise.all<Statement[]>(documents)).flat()
}

/** What a role is granted, taken apart. */
export const rightsOf = ({ roleName, role, statements }: Role): Right[] =>
  statements.flatMap(({ Effect, Action, Resource, Condition = {} }) => {
    if (Effect !== 'Allow') throw new Error(`${role} denies something: grants alone are compared here`)
    return [Action].flat().flatMap((action) =>
      [Resource].flat().flatMap((resource) =>
        alternatives(Condition).map((condition) => ({ roleName, role, ...right(action, resource, condition) })),
      ),
    )
  })

/** The evaluator of the local cloud says whether this right alone, without the others of its role, would have allowed an access. */
function right(action: string, resource: string, condition: Condition): Pick<Right, 'action' | 'text' | 'isUsedBy'> {
  const statement = { Effect: 'Allow', Action: action, Resource: resource, Condition: condition }
  const policy = compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'identity')
  const alone = { identity: [policy], boundary: null, session: null, resource: null }
  return {
    action,
    text: [action, resource, ...valuesOf(condition)].join(' '),
    isUsedBy: (access) => evaluate(alone, access).allowed,
  }
}

function alternatives(condition: Condition): Condition[] {
  let found = [condition]
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, values] of Object.entries(keys)) {
      if (operator === 'Null' || !ALTERNATIVES.includes(key)) continue
      found = found.flatMap((one) =>
        [values].flat().map((value) => ({ ...one, [operator]: { ...one[operator], [key]: value } })),
      )
    }
  }
  return found
}

const valuesOf = (condition: Condition): string[] =>
  Object.entries(condition)
    .filter(([operator]) => operator !== 'Null')
    .flatMap(([, keys]) => ALTERNATIVES.flatMap((key) => keys[key] ?? []))
