import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { existingStack, stackAccess } from './stack-access.ts'
import { TerminationProtectionInput } from './stack-input.ts'

/** Also for a stack at work, whose operation keeps what is set here. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export function updateTerminationProtection(engine: Engine): Operation {
  return parsedOperation({
    input: TerminationProtectionInput,
    access: ({ StackName }) => stackAccess(engine, 'UpdateTerminationProtection', StackName),
    run({ StackName, EnableTerminationProtection: terminationProtection }) {
      const stored = existingStack(engine, StackName)
      // An operation under way holds the stack, and stores it again with each step.
      const stack = engine.running.get(stored.name)?.run.stack ?? stored
      Object.assign(stack, { terminationProtection })
      engine.stacks.put(stack)
      return { StackId: stack.id }
    },
  })
}
