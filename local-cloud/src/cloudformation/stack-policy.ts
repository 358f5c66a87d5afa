import * as z from 'zod'
import { AwsError } from '../core/aws-error.ts'
import { templateError } from './intrinsics/intrinsic.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
export type UpdateAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete'

const oneOrMore = <T extends z.ZodType>(member: T) =>
  z.union([member.transform((one) => [one]), z.array(member).min(1)]) as z.ZodType<z.output<T>[]>
const Actions = oneOrMore(z.enum(['Update:Modify', 'Update:Replace', 'Update:Delete', 'Update:*']))
const Resources = oneOrMore(z.string().regex(/^(\*|LogicalResourceId\/.+)$/))
const Types = z.strictObject({ ResourceType: oneOrMore(z.string()) })

const Statement = z
  .strictObject({
    Effect: z.enum(['Allow', 'Deny']),
    Action: Actions.optional(),
    NotAction: Actions.optional(),
    // Nobody else can be named: a policy counts for all who update the stack.
    Principal: z.literal('*'),
    Resource: Resources.optional(),
    NotResource: Resources.optional(),
    Condition: z.strictObject({ StringEquals: Types.optional(), StringLike: Types.optional() }).optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined))
  .refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined))
type Statement = z.output<typeof Statement>

// One without statements takes the policy away.
const StackPolicy = z.strictObject({ Statement: oneOrMore(Statement).optional() })
type StackPolicy = z.output<typeof StackPolicy>

interface Update {
  action: UpdateAction
  logicalId: string
  /** Its type in the template. */
  type: string
}

/** Throws in AWS's words for a text that is no stack policy, or one that names what the template does not have. */
export function checkStackPolicy(text: string, { Resources }: { Resources: Record<string, unknown> }): void {
  const { Statement: statements = [] } = parsed(text)
  for (const { Resource = [], NotResource = [] } of statements) {
    const unknown = [...Resource, ...NotResource].find(
      (named) => !named.includes('*') && !Object.hasOwn(Resources, named.slice(named.indexOf('/') + 1)),
    )
    if (unknown === undefined) continue
    throw templateError(
      `Error validating stack policy: Unknown logical id '${unknown}' in statement {} - stack policies can only be applied to logical ids referenced in the template`,
    )
  }
}

/** Throws for an update of a resource that the policy denies. A stack with a policy protects what no statement allows to change. */
export function requireUpdatable(text: string, update: Update): void {
  const { Statement: statements } = parsed(text)
  if (!statements) return
  const applying = statements
    .map((statement, at) => ({ statement, number: at + 1 }))
    .filter(({ statement }) => applies(statement, update))
  const denied = applying.find(({ statement }) => statement.Effect === 'Deny')
  const resource = `[LogicalResourceId/${update.logicalId}]`
  if (denied) {
    throw new AwsError(
      'ValidationError',
      `Action denied by stack policy: Statement [#${denied.number}] does not allow [${update.action}] for resource ${resource}`,
    )
  }
  if (applying.length > 0) return
  throw new AwsError(
    'ValidationError',
    `Action not allowed by stack policy: No statement allows [${update.action}] for resource ${resource}`,
  )
}

function parsed(text: string): StackPolicy {
  try {
    return StackPolicy.parse(JSON.parse(text))
  } catch {
    throw templateError('Error validating stack policy: Invalid stack policy')
  }
}

const covers = (actions: string[], action: UpdateAction) => actions.includes(action) || actions.includes('Update:*')
const names = (patterns: string[], value: string) => patterns.some((pattern) => like(pattern, value))

function applies(statement: Statement, { action, logicalId, type }: Update): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement
  const { StringEquals, StringLike } = Condition
  return (
    (Action ? covers(Action, action) : !covers(NotAction ?? [], action)) &&
    (Resource
      ? names(Resource, `LogicalResourceId/${logicalId}`)
      : !names(NotResource ?? [], `LogicalResourceId/${logicalId}`)) &&
    (StringEquals === undefined || StringEquals.ResourceType.includes(type)) &&
    (StringLike === undefined || names(StringLike.ResourceType, type))
  )
}

function like(pattern: string, value: string): boolean {
  const source = pattern.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${source}$`).test(value)
}
