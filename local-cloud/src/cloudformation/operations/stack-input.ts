import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { only } from '../../core/only.ts'
import type { InputIssue } from '../../core/operation-input.ts'
import { isMissing } from '../../core/run-operation.ts'

// The Query protocol knows only text, and writes an empty list as an empty text.
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const list = <T extends z.ZodType>(member: T) => z.union([z.literal('').transform(() => []), z.array(member)])

const Parameter = z.strictObject({
  ParameterKey: z.string(),
  ParameterValue: z.string().optional(),
  UsePreviousValue: flag.optional(),
})
export type ParameterInput = z.output<typeof Parameter>

const StackName = z.string().regex(/^(?:[a-zA-Z][-a-zA-Z0-9]{0,127}|arn:[-a-zA-Z0-9:/._+]*)$/, {
  error: 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*',
})
// The CDK's CLI names the default, which is how every operation goes here.
const DeploymentConfig = z.strictObject({ Mode: only('STANDARD').optional() }).optional()
const StackPolicyBody = z.string().min(1).max(16_384, {
  error: 'Member must have length less than or equal to 16384',
})
const TemplateSource = { TemplateBody: z.string().min(1).optional(), TemplateURL: z.string().min(1).optional() }
const Shared = {
  StackName,
  ...TemplateSource,
  Parameters: list(Parameter).default([]),
  Capabilities: list(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])).default([]),
  RoleARN: z.string().min(20).max(2048).optional(),
  Tags: list(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).optional(),
  ClientRequestToken: z.string().min(1).max(128).optional(),
  RetainExceptOnCreate: flag.default(false),
  DeploymentConfig,
}

export const CreateStackInput = z.strictObject({
  ...Shared,
  OnFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).optional(),
  DisableRollback: flag.optional(),
  EnableTerminationProtection: flag.default(false),
  StackPolicyBody: StackPolicyBody.optional(),
})

export const UpdateStackInput = z.strictObject({
  ...Shared,
  UsePreviousTemplate: flag.default(false),
  StackPolicyBody: StackPolicyBody.optional(),
  StackPolicyDuringUpdateBody: StackPolicyBody.optional(),
})

export const TerminationProtectionInput = z.strictObject({ StackName, EnableTerminationProtection: flag })

// A name, or an ARN that tells the stack too.
const ChangeSetName = z.string().regex(/^(?:[a-zA-Z][-a-zA-Z0-9]{0,127}|arn:[-a-zA-Z0-9:/]*)$/, {
  error: 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*',
})

const { ClientRequestToken: _, RetainExceptOnCreate: __, ...SharedWithChangeSets } = Shared
export const CreateChangeSetInput = z.strictObject({
  ...SharedWithChangeSets,
  ChangeSetName,
  ChangeSetType: z.enum(['CREATE', 'UPDATE']).default('UPDATE'),
  UsePreviousTemplate: flag.default(false),
  Description: z.string().min(1).max(1024).optional(),
  ClientToken: z.string().min(1).max(128).optional(),
  OnStackFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).default('ROLLBACK'),
  // There are no imports and no topics: nothing but their absence can be asked for.
  ImportExistingResources: only('false').optional(),
  NotificationARNs: only('').optional(),
})

const OneChangeSet = { ChangeSetName, StackName: StackName.optional() }
export const OneChangeSetInput = z.strictObject(OneChangeSet)
export const DescribeChangeSetInput = z.strictObject({
  ...OneChangeSet,
  IncludePropertyValues: only('false').optional(),
})
export const ExecuteChangeSetInput = z.strictObject({
  ...OneChangeSet,
  ClientRequestToken: z.string().min(1).max(128).optional(),
  DisableRollback: flag.default(false),
  RetainExceptOnCreate: flag.default(false),
})
export const OneStackInput = z.strictObject({ StackName })
export const StacksInput = z.strictObject({ StackName: StackName.optional() })
export const StackEventsInput = z.strictObject({
  StackName,
  NextToken: z.string().regex(/^\d+$/, { error: 'Invalid NextToken' }).transform(Number).optional(),
})
export const StackResourcesInput = z.strictObject({ StackName, LogicalResourceId: z.string().optional() })
export const StackResourceInput = z.strictObject({ StackName, LogicalResourceId: z.string() })
export const GetTemplateInput = z.strictObject({
  StackName,
  ChangeSetName: ChangeSetName.optional(),
  TemplateStage: z.enum(['Original', 'Processed']).optional(),
})
export const ListStacksInput = z.strictObject({ StackStatusFilter: list(z.string()).default([]) })

export const ValidateTemplateInput = z.strictObject(TemplateSource)
export const TemplateSummaryInput = z.strictObject({ StackName: StackName.optional(), ...TemplateSource })

export const DeleteStackInput = z.strictObject({
  StackName,
  RetainResources: list(z.string()).default([]),
  RoleARN: z.string().min(20).max(2048).optional(),
  ClientRequestToken: z.string().min(1).max(128).optional(),
  DeploymentConfig,
})

/** CloudFormation's words for an input that does not fit. */
export function invalidInput(issue: InputIssue): AwsError {
  const [name = ''] = issue.path
  const at = String(name).replace(/^[A-Z]+(?=[A-Z]|$)|^[A-Z]/, (capitals) => capitals.toLowerCase())
  const [value, constraint] = isMissing(issue) ? ['Value null', 'Member must not be null'] : ['Value', issue.message]
  return new AwsError(
    'ValidationError',
    `1 validation error detected: ${value} at '${at}' failed to satisfy constraint: ${constraint}`,
  )
}
