import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { ListStacksInput } from './stack-input.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export function listStacks({ stacks }: Engine): Operation {
  return parsedOperation({
    input: ListStacksInput,
    access: () => [{ action: 'cloudformation:ListStacks', resource: '*' }],
    run: ({ StackStatusFilter }) => ({
      StackSummaries: [...stacks.list(), ...stacks.listDeleted()]
        .filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.some((wanted) => wanted === status))
        .map((stack) => ({
          StackId: stack.id,
          StackName: stack.name,
          ...(stack.description === null ? {} : { TemplateDescription: stack.description }),
          CreationTime: new Date(stack.createdAt).toISOString(),
          ...(stack.updatedAt === null ? {} : { LastUpdatedTime: new Date(stack.updatedAt).toISOString() }),
          ...(stack.deletedAt ? { DeletionTime: new Date(stack.deletedAt).toISOString() } : {}),
          StackStatus: stack.status,
        })),
    }),
  })
}
