import { AwsError } from '../../../core/aws-error.ts'
import { parsedOperation } from '../../../core/parsed-operation.ts'
import type { Principal } from '../../../core/principal.ts'
import type { Operation } from '../../../core/service.ts'
import { shown } from '../../begin-deployment.ts'
import type { ChangeSet } from '../../change-sets/change-set.ts'
import { plannedChanges } from '../../change-sets/plan-changes.ts'
import { templateError } from '../../intrinsics/intrinsic.ts'
import { maskingErrors } from '../../no-echo.ts'
import { openDeployment } from '../../open-deployment.ts'
import type { ObjectStore } from '../../publish-assets.ts'
import type { DeployOperation } from '../../stack-operation.ts'
import { type Engine, enter } from '../../stack-run.ts'
import type { Stack } from '../../stores/stack-store.ts'
import { changeAccess } from '../change-access.ts'
import { CreateChangeSetInput } from '../stack-input.ts'
import { NO_YAML, templateSource } from '../template-source.ts'
import { updatable } from '../update-stack.ts'
import { wantedStack } from '../wanted-stack.ts'
import { newStack } from './new-stack.ts'

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set."

/**
 * Works out at once what AWS works out in the background. One for a stack that is not there makes it, empty and in review.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export function createChangeSet(engine: Engine, objects: ObjectStore): Operation {
  return parsedOperation({
    access: (input) => changeAccess(engine, 'CreateChangeSet', input),
    input: CreateChangeSetInput,
    partly: NO_YAML,
    meaningless: {
      IncludeNestedStacks:
        'AWS: "Creates a change set for the all nested stacks specified in the template." There are none here.',
    },
    async run(request, { principal }) {
      const { ChangeSetName: name, Description = null, RoleARN = null, ClientToken = null } = request
      if (name.startsWith('arn:')) throw templateError('A new change set is named, not given an ARN.')
      const before = stackFor(engine, request)
      const source =
        request.UsePreviousTemplate && before
          ? before.template
          : await templateSource(engine, objects, request, principal)
      // Another request may have come while the template was read.
      const found = stackFor(engine, request)
      const repeated = found && engine.changeSets.named(found.id, name)
      if (repeated && ClientToken !== null && repeated.clientToken === ClientToken)
        return { Id: repeated.id, StackId: repeated.stackId }
      if (repeated) throw new AwsError('AlreadyExistsException', `ChangeSet [${name}] already exists`)
      const former = request.ChangeSetType === 'UPDATE' ? found : undefined
      const stack = found ?? newStack(engine, request.StackName)
      const wanted = wantedStack(engine, { ...request, source }, stack, former)
      const { context } = engine
      const planned = planOf(engine, stack, { ...wanted, principal })
      const empty = former !== undefined && former.fingerprint === wanted.fingerprint
      const changeSet: ChangeSet = {
        id: `arn:aws:cloudformation:${context.region}:${context.accountId}:changeSet/${name}/${context.ids.uuid()}`,
        name,
        stackId: stack.id,
        stackName: stack.name,
        description: Description,
        ...(empty
          ? ({ status: 'FAILED', reason: NO_CHANGES, execution: 'UNAVAILABLE', changes: [] } as const)
          : ({ status: 'CREATE_COMPLETE', reason: null, execution: 'AVAILABLE', changes: planned } as const)),
        template: wanted.source,
        parameters: wanted.parameters,
        tags: wanted.tags,
        capabilities: request.Capabilities,
        roleArn: RoleARN,
        onFailure: request.OnStackFailure,
        clientToken: ClientToken,
        createdAt: context.clock.now(),
      }
      if (found) engine.changeSets.put(changeSet)
      else {
        Object.assign(stack, { parameters: shown(wanted.template, wanted.parameters), tags: wanted.tags })
        const also = () => engine.changeSets.put(changeSet)
        enter({ engine, stack, principal, progress() {} }, 'REVIEW_IN_PROGRESS', { reason: 'User Initiated', also })
      }
      return { Id: changeSet.id, StackId: stack.id }
    },
  })
}

/** The stack that a change set of this type is for; undefined where it is still to be made. */
function stackFor(
  engine: Engine,
  { StackName, ChangeSetName, ChangeSetType }: { StackName: string; ChangeSetName: string; ChangeSetType: string },
): Stack | undefined {
  if (ChangeSetType === 'UPDATE') return updatable(engine, StackName)
  const stack = engine.stacks.get(StackName)
  if (!stack || stack.status === 'REVIEW_IN_PROGRESS') return stack
  throw templateError(
    `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
  )
}

interface Plan extends Pick<DeployOperation, 'parameters' | 'fingerprint'> {
  source: string
  principal: Principal
}

function planOf(engine: Engine, stack: Stack, { source, parameters, fingerprint, principal }: Plan) {
  const operation: DeployOperation = {
    ...{ kind: 'deploy', template: source, parameters, fingerprint, onFailure: 'ROLLBACK', former: null },
    ...{ retainExceptOnCreate: false, changeSetId: null, requestedBy: principal, clientRequestToken: null },
  }
  const deployment = openDeployment(engine, stack, operation)
  return maskingErrors(parameters, () => plannedChanges(engine, stack, deployment))
}
