import { parsedOperation } from '../../../core/parsed-operation.ts'
import type { Operation } from '../../../core/service.ts'
import type { Engine } from '../../stack-run.ts'
import { existingStack, stackAccess } from '../stack-access.ts'
import { OneStackInput } from '../stack-input.ts'
import { summaryOf } from './describe-change-set.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(engine: Engine): Operation {
  return parsedOperation({
    access: ({ StackName }) => stackAccess(engine, 'ListChangeSets', StackName),
    input: OneStackInput,
    run({ StackName }) {
      return { Summaries: engine.changeSets.list(existingStack(engine, StackName).id).map(summaryOf) }
    },
  })
}
