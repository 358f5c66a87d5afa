import { listOf, member, ofType, type Resource, type Template, textOf } from './template.ts'

/** A statement of a policy, with its intrinsics as text. */
export interface Statement {
  /** The resource that holds it: a role, or a policy. */
  holder: Resource
  /** Logical ids of the roles that it is about. */
  roles: string[]
  sid: string | null
  allows: boolean
  actions: string[]
  resources: string[]
  /** Whether it names what it does not mean: NotAction or NotResource. */
  inverted: boolean
  /** Values by operator and key, without regard to case. */
  conditions: Map<string, Map<string, string[]>>
}

/** What roles may do: statements of their policies and of managed ones. */
export function identityStatements(template: Template): Statement[] {
  const policies = ofType(template, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').flatMap((holder) =>
    statementsOf(holder, holder.Properties.PolicyDocument, listOf(holder.Properties.Roles).map(refOf)),
  )
  const inline = ofType(template, 'AWS::IAM::Role').flatMap((holder) =>
    listOf(holder.Properties.Policies).flatMap((policy) =>
      statementsOf(holder, member(policy, 'PolicyDocument'), [holder.logicalId]),
    ),
  )
  return [...policies, ...inline]
}

/** Who may assume roles. */
export const trustStatements = (template: Template): Statement[] =>
  ofType(template, 'AWS::IAM::Role').flatMap((role) =>
    statementsOf(role, role.Properties.AssumeRolePolicyDocument, [role.logicalId]),
  )

/** The values of a key under an operator; none when the statement does not ask for it. */
export const conditionValues = ({ conditions }: Statement, operator: string, key: string): string[] =>
  conditions.get(operator.toLowerCase())?.get(key.toLowerCase()) ?? []

/** Whether a statement has a condition on the key, under any operator. */
export const asksFor = ({ conditions }: Statement, key: string): boolean =>
  [...conditions.values()].some((keys) => keys.has(key.toLowerCase()))

/** Whether a request must carry the key for the statement to apply. */
export const demands = (statement: Statement, key: string): boolean => {
  const values = conditionValues(statement, 'Null', key)
  return values.length > 0 && values.every((value) => value.toLowerCase() === 'false')
}

/** Whether an action of IAM is among those that patterns name. */
export const matches = (patterns: string[], action: string): boolean =>
  patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
      'i',
    ).test(action),
  )

function statementsOf(holder: Resource, document: unknown, roles: string[]): Statement[] {
  return listOf(member(document, 'Statement')).map((statement) => {
    const texts = (name: string) => listOf(member(statement, name)).map(textOf)
    const sid = member(statement, 'Sid')
    return {
      holder,
      roles,
      sid: typeof sid === 'string' ? sid : null,
      allows: member(statement, 'Effect') === 'Allow',
      actions: [...texts('Action'), ...texts('NotAction')],
      resources: [...texts('Resource'), ...texts('NotResource')],
      inverted: member(statement, 'NotAction') !== undefined || member(statement, 'NotResource') !== undefined,
      conditions: lowerCase(member(statement, 'Condition'), (keys) =>
        lowerCase(keys, (values) => listOf(values).map(textOf)),
      ),
    }
  })
}

function lowerCase<T>(value: unknown, map: (member: unknown) => T): Map<string, T> {
  return new Map(Object.entries(value ?? {}).map(([name, inner]) => [name.toLowerCase(), map(inner)]))
}

const refOf = (role: unknown): string => String(member(role, 'Ref') ?? textOf(role))

/** Whether a resource is the table, something below it, or a pattern that any table matches. */
export function covers(text: string, table: string): boolean {
  if (text.includes(`\${${table}}`) || text.includes(`\${${table}.`)) return true
  return /^\*$|:table\/\*|^arn:[^:]*:dynamodb:[^:]*:[^:]*:\*/.test(text)
}
