import { parsedOperation } from '../../../core/parsed-operation.ts'
import type { Operation } from '../../../core/service.ts'
import type { Engine } from '../../stack-run.ts'
import { OneChangeSetInput } from '../stack-input.ts'
import { changeSetAccess, findChangeSet, invalidStatus } from './known-change-set.ts'

/** Also for a change set that is not there, as long as its stack is. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(engine: Engine): Operation {
  return parsedOperation({
    input: OneChangeSetInput,
    access: (input) => changeSetAccess(engine, 'DeleteChangeSet', input),
    run(request) {
      const changeSet = findChangeSet(engine, request)
      if (changeSet?.execution === 'EXECUTE_IN_PROGRESS')
        throw invalidStatus(changeSet, 'deleted', `execution status of [${changeSet.execution}]`)
      if (changeSet) engine.changeSets.remove(changeSet.id)
      return {}
    },
  })
}
