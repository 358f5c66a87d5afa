import type { Operation } from '../../core/service.ts'
import { beginDeployment } from '../begin-deployment.ts'
import { canonicalJson } from '../canonical-json.ts'
import { fingerprintOf, previousInputs } from '../deploy-stack.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { startOperation } from '../operations.ts'
import { parameterValues } from '../parameters.ts'
import type { ObjectStore } from '../publish-assets.ts'
import type { Engine } from '../stack-run.ts'
import type { Stack, StackStatus } from '../stack-store.ts'
import { parseTemplate } from '../template.ts'
import { changeAccess } from './change-access.ts'
import { checkCapabilities } from './check-capabilities.ts'
import { givenParameters } from './given-parameters.ts'
import { existingStack } from './stack-access.ts'
import { readInput, UpdateStackInput } from './stack-input.ts'
import { templateSource } from './template-source.ts'

const UPDATABLE: StackStatus[] = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export function updateStack(engine: Engine, objects: ObjectStore): Operation {
  return {
    access: (input) => changeAccess(engine, 'UpdateStack', input),
    async run(input, { principal }) {
      const request = readInput('UpdateStack', UpdateStackInput, input)
      const before = updatable(engine, request.StackName)
      const source = request.UsePreviousTemplate
        ? before.template
        : await templateSource(engine, objects, request, principal)
      const template = parseTemplate(source)
      checkCapabilities(template, request.Capabilities)
      // Another request may have come while the template was read.
      const former = updatable(engine, request.StackName)
      const parameters = parameterValues(template.Parameters, {
        given: givenParameters(request.Parameters, previousInputs(former, template.Parameters)),
        previous: {},
        ssm: engine.ssm,
      })
      const { name, terminationProtection } = former
      const tags = request.Tags ? Object.fromEntries(request.Tags.map(({ Key, Value }) => [Key, Value])) : former.tags
      const same = canonicalJson(JSON.parse(source)) === canonicalJson(JSON.parse(former.template))
      const stack = { name, source: same ? former.template : source, tags, terminationProtection }
      const fingerprint = fingerprintOf(engine, stack, parameters)
      if (fingerprint === former.fingerprint) throw templateError('No updates are to be performed.')
      const run = beginDeployment(
        engine,
        {
          ...stack,
          ...{ template, parameters, fingerprint, onFailure: 'ROLLBACK', requestedBy: principal, progress: () => {} },
          retainExceptOnCreate: request.RetainExceptOnCreate,
          ...(request.RoleARN !== undefined && { roleArn: request.RoleARN }),
          clientRequestToken: request.ClientRequestToken ?? null,
        },
        former,
      )
      void startOperation(engine, run)
      return { StackId: run.stack.id }
    },
  }
}

function updatable(engine: Engine, stackName: string): Stack {
  const stack = existingStack(engine, stackName)
  if (!UPDATABLE.includes(stack.status))
    throw templateError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`)
  return stack
}
