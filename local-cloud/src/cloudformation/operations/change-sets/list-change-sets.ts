import type { Operation } from '../../../core/service.ts'
import type { Engine } from '../../stack-run.ts'
import { existingStack, stackAccess } from '../stack-access.ts'
import { ListChangeSetsInput, readInput } from '../stack-input.ts'
import { summaryOf } from './describe-change-set.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(engine: Engine): Operation {
  return {
    access: ({ StackName }) => stackAccess(engine, 'ListChangeSets', StackName),
    run(input) {
      const { StackName } = readInput('ListChangeSets', ListChangeSetsInput, input)
      return { Summaries: engine.changeSets.list(existingStack(engine, StackName).id).map(summaryOf) }
    },
  }
}
