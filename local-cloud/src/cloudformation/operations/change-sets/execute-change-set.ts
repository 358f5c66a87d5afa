import { Unsupported } from '../../../core/aws-error.ts'
import { parsedOperation } from '../../../core/parsed-operation.ts'
import type { Operation } from '../../../core/service.ts'
import { beginDeployment } from '../../begin-deployment.ts'
import type { ChangeSet } from '../../change-sets/change-set.ts'
import { fingerprintOf } from '../../deploy-stack.ts'
import { startOperation } from '../../running-operations.ts'
import type { Engine } from '../../stack-run.ts'
import { atWork, type Stack } from '../../stores/stack-store.ts'
import { parseTemplate } from '../../template.ts'
import { existingStack } from '../stack-access.ts'
import { ExecuteChangeSetInput } from '../stack-input.ts'
import { changeSetAccess, invalidStatus, knownChangeSet } from './known-change-set.ts'

/** Begins what the change set planned, and answers. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export function executeChangeSet(engine: Engine): Operation {
  return parsedOperation({
    access: (input) => changeSetAccess(engine, 'ExecuteChangeSet', input),
    input: ExecuteChangeSetInput,
    run(request, { principal }) {
      const changeSet = knownChangeSet(engine, request)
      const stack = existingStack(engine, changeSet.stackId)
      checkExecutable(changeSet, stack)
      if (request.DisableRollback && stack.status !== 'REVIEW_IN_PROGRESS')
        throw new Unsupported('DisableRollback of ExecuteChangeSet for an update')
      const { name, terminationProtection } = stack
      const { template: source, parameters, tags } = changeSet
      const wanted = { name, source, tags, terminationProtection }
      const run = beginDeployment(
        engine,
        {
          ...wanted,
          ...{ template: parseTemplate(source), parameters, fingerprint: fingerprintOf(engine, wanted, parameters) },
          ...(changeSet.roleArn !== null && { roleArn: changeSet.roleArn }),
          onFailure: request.DisableRollback ? 'DO_NOTHING' : changeSet.onFailure,
          retainExceptOnCreate: request.RetainExceptOnCreate,
          changeSetId: changeSet.id,
          requestedBy: principal,
          clientRequestToken: request.ClientRequestToken ?? null,
          progress: () => {},
        },
        stack,
      )
      void startOperation(engine, run)
      return {}
    },
  })
}

function checkExecutable(changeSet: ChangeSet, stack: Stack): void {
  if (changeSet.status !== 'CREATE_COMPLETE')
    throw invalidStatus(changeSet, 'executed', `status of [${changeSet.status}]`)
  if (changeSet.execution !== 'AVAILABLE' || atWork(stack))
    throw invalidStatus(changeSet, 'executed', `execution status of [${changeSet.execution}]`)
}
