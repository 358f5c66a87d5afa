import type { Operation } from '../../../core/service.ts'
import type { Engine } from '../../stack-run.ts'
import { ChangeSetInput, readInput } from '../stack-input.ts'
import { changeSetAccess, findChangeSet, invalidStatus } from './known-change-set.ts'

/** Also for a change set that is not there, as long as its stack is. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(engine: Engine): Operation {
  return {
    access: (input) => changeSetAccess(engine, 'DeleteChangeSet', input),
    run(input) {
      const changeSet = findChangeSet(engine, readInput('DeleteChangeSet', ChangeSetInput, input))
      if (changeSet?.execution === 'EXECUTE_IN_PROGRESS')
        throw invalidStatus(changeSet, 'deleted', `execution status of [${changeSet.execution}]`)
      if (changeSet) engine.changeSets.remove(changeSet.id)
      return {}
    },
  }
}
