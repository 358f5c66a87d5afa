import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { beginDeployment } from '../begin-deployment.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import type { ObjectStore } from '../publish-assets.ts'
import { startOperation } from '../running-operations.ts'
import type { OnFailure } from '../stack-operation.ts'
import { checkStackPolicy } from '../stack-policy.ts'
import type { Engine } from '../stack-run.ts'
import { changeAccess } from './change-access.ts'
import { CreateStackInput } from './stack-input.ts'
import { NO_YAML, templateSource } from './template-source.ts'
import { wantedStack } from './wanted-stack.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export function createStack(engine: Engine, objects: ObjectStore): Operation {
  return parsedOperation({
    access: (input) => changeAccess(engine, 'CreateStack', input),
    input: CreateStackInput,
    partly: NO_YAML,
    async run(request, { principal }) {
      const { StackName: name, ClientRequestToken: token = null, EnableTerminationProtection } = request
      const onFailure = onFailureOf(request)
      if (name.startsWith('arn:')) throw templateError('A new stack is named, not given an ARN.')
      const existing = repeated(engine, name, token)
      if (existing) return { StackId: existing }
      const source = await templateSource(engine, objects, request, principal)
      const stack = { name, terminationProtection: EnableTerminationProtection }
      const wanted = wantedStack(engine, { ...request, source }, stack, undefined)
      const { StackPolicyBody: stackPolicy } = request
      if (stackPolicy !== undefined) checkStackPolicy(stackPolicy, wanted.template)
      // Another request may have come while the template was read.
      const meanwhile = repeated(engine, name, token)
      if (meanwhile) return { StackId: meanwhile }
      const run = beginDeployment(
        engine,
        {
          ...stack,
          ...wanted,
          stackPolicy,
          ...{ onFailure, retainExceptOnCreate: request.RetainExceptOnCreate, changeSetId: null },
          ...(request.RoleARN !== undefined && { roleArn: request.RoleARN }),
          requestedBy: principal,
          clientRequestToken: token,
          progress: () => {},
        },
        undefined,
      )
      void startOperation(engine, run)
      return { StackId: run.stack.id }
    },
  })
}

/** What becomes of a creation that fails, by either of the two names that it has. */
export function onFailureOf({
  OnFailure,
  DisableRollback,
}: {
  OnFailure?: OnFailure
  DisableRollback?: boolean
}): OnFailure {
  if (OnFailure !== undefined && DisableRollback !== undefined)
    throw templateError('You can specify either DisableRollback or OnFailure, but not both.')
  return OnFailure ?? (DisableRollback ? 'DO_NOTHING' : 'ROLLBACK')
}

/** A name is taken until its stack is deleted; the same request again, known by its token, is answered again. */
function repeated({ stacks }: Engine, name: string, token: string | null): string | undefined {
  const existing = stacks.get(name)
  if (!existing) return undefined
  if (token !== null && existing.clientRequestToken === token) return existing.id
  throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`)
}
