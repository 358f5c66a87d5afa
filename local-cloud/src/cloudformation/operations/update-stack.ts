import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { beginDeployment } from '../begin-deployment.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import type { ObjectStore } from '../publish-assets.ts'
import { startOperation } from '../running-operations.ts'
import { checkStackPolicy } from '../stack-policy.ts'
import type { Engine } from '../stack-run.ts'
import type { Stack, StackStatus } from '../stores/stack-store.ts'
import { parseTemplate } from '../template.ts'
import { changeAccess } from './change-access.ts'
import { existingStack } from './stack-access.ts'
import { UpdateStackInput } from './stack-input.ts'
import { NO_YAML, templateSource } from './template-source.ts'
import { wantedStack } from './wanted-stack.ts'

const UPDATABLE: StackStatus[] = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export function updateStack(engine: Engine, objects: ObjectStore): Operation {
  return parsedOperation({
    access: (input) => changeAccess(engine, 'UpdateStack', input),
    input: UpdateStackInput,
    partly: NO_YAML,
    async run(request, { principal }) {
      const before = updatable(engine, request.StackName)
      const source = request.UsePreviousTemplate
        ? before.template
        : await templateSource(engine, objects, request, principal)
      // Another request may have come while the template was read.
      const former = updatable(engine, request.StackName)
      const { name, terminationProtection } = former
      const wanted = wantedStack(engine, { ...request, source }, former, former)
      const { StackPolicyBody: stackPolicy, StackPolicyDuringUpdateBody: policyDuringUpdate } = request
      const Resources = { ...parseTemplate(former.template).Resources, ...wanted.template.Resources }
      for (const policy of [stackPolicy, policyDuringUpdate])
        if (policy !== undefined) checkStackPolicy(policy, { Resources })
      if (wanted.fingerprint === former.fingerprint) throw templateError('No updates are to be performed.')
      const run = beginDeployment(
        engine,
        {
          ...{ name, terminationProtection, ...wanted, changeSetId: null, stackPolicy, policyDuringUpdate },
          ...{ onFailure: 'ROLLBACK', requestedBy: principal, progress: () => {} },
          retainExceptOnCreate: request.RetainExceptOnCreate,
          ...(request.RoleARN !== undefined && { roleArn: request.RoleARN }),
          clientRequestToken: request.ClientRequestToken ?? null,
        },
        former,
      )
      void startOperation(engine, run)
      return { StackId: run.stack.id }
    },
  })
}

/** Throws in AWS's words for a stack that no update can begin from. */
export function updatable(engine: Engine, stackName: string): Stack {
  const stack = existingStack(engine, stackName)
  if (!UPDATABLE.includes(stack.status))
    throw templateError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`)
  return stack
}
