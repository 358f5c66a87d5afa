import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export function listExports({ stacks }: Engine): Operation {
  return {
    input: {},
    access: () => [{ action: 'cloudformation:ListExports', resource: '*' }],
    run: () => ({
      Exports: stacks.exports().map(({ name, stack, value }) => ({
        ExportingStackId: stacks.get(stack)?.id ?? stack,
        Name: name,
        Value: value,
      })),
    }),
  }
}
