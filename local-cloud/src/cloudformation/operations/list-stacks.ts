import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export function listStacks({ stacks }: Engine): Operation<{ StackStatusFilter?: string[] }> {
  return {
    access: () => [{ action: 'cloudformation:ListStacks', resource: '*' }],
    run: ({ StackStatusFilter }) => ({
      StackSummaries: [...stacks.list(), ...stacks.listDeleted()]
        .filter(({ status }) => !StackStatusFilter || StackStatusFilter.includes(status))
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
  }
}
