import type { DecidedAccess } from '@tenantry/local-cloud/iam/authorize.ts'
import { compilePolicy } from '@tenantry/local-cloud/iam/policy/compile-policy.ts'
import { evaluate } from '@tenantry/local-cloud/iam/policy/evaluate.ts'

type Condition = Record<string, Record<string, string | string[]>>

/** A statement of a policy document, as IAM answers it. */
export interface Statement {
  Effect: string
  Action: string | string[]
  Resource: string | string[]
  Condition?: Condition
}

/** What a role holds. */
export interface Granted {
  /** The stack and the construct. */
  role: string
  statements: Statement[]
  /** Names of AWS's own policies. */
  managed: string[]
}

/** One action on one resource under one value of its conditions: the least that a statement can grant. */
export interface Right {
  action: string
  /** Action, resource and condition, to read. */
  text: string
  isUsedBy(access: DecidedAccess): boolean
}

/** Conditions whose values are alternatives, each a right of its own: types of events, and keys of items. */
const ALTERNATIVES = ['events:detail-type', 'dynamodb:LeadingKeys']

/** What a role is granted, taken apart. Of AWS's own policies only the names are known: nothing here uses them. */
export const rightsOf = ({ role, statements, managed }: Granted): Right[] => [
  ...managed.map((name) => ({ action: name, text: name, isUsedBy: () => false })),
  ...statements.flatMap(({ Effect, Action, Resource, Condition = {} }) => {
    if (Effect !== 'Allow') throw new Error(`${role} denies something: grants alone are compared here`)
    const conditions = alternatives(Condition)
    return [Action]
      .flat()
      .flatMap((action) =>
        [Resource].flat().flatMap((resource) => conditions.map((condition) => rightOf(action, resource, condition))),
      )
  }),
]

/** The evaluator of the local cloud says whether this right alone, without the others of its role, would have allowed an access. */
function rightOf(action: string, resource: string, condition: Condition): Right {
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
