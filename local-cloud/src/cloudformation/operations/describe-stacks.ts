import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import type { Stack } from '../stores/stack-store.ts'
import { describeParameters } from './describe-parameters.ts'
import { knownStack, stackAccess } from './stack-access.ts'
import { StacksInput } from './stack-input.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(engine: Engine): Operation {
  return parsedOperation({
    input: StacksInput,
    access: ({ StackName }) => stackAccess(engine, 'DescribeStacks', StackName),
    run: ({ StackName }) => ({
      Stacks: (StackName === undefined ? engine.stacks.list() : [knownStack(engine, StackName)]).map(describe),
    }),
  })
}

function describe(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.changeSetId ? { ChangeSetId: stack.changeSetId } : {}),
    ...(stack.description === null ? {} : { Description: stack.description }),
    Parameters: describeParameters(stack.parameters),
    CreationTime: new Date(stack.createdAt).toISOString(),
    ...(stack.updatedAt === null ? {} : { LastUpdatedTime: new Date(stack.updatedAt).toISOString() }),
    StackStatus: stack.status,
    ...(stack.reason === null ? {} : { StackStatusReason: stack.reason }),
    ...(stack.deletedAt ? { DeletionTime: new Date(stack.deletedAt).toISOString() } : {}),
    ...(stack.roleArn ? { RoleARN: stack.roleArn } : {}),
    DisableRollback: stack.disableRollback ?? false,
    EnableTerminationProtection: stack.terminationProtection,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description === undefined ? {} : { Description: description }),
      ...(exportName === undefined ? {} : { ExportName: exportName }),
    })),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
  }
}
