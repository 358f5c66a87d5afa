import { principalOf } from './authorize-change.ts'
import { openDeployment } from './open-deployment.ts'
import type { ParameterValue } from './parameters.ts'
import { requireRoom } from './require-room.ts'
import type { DeployOperation, StackParameters } from './stack-operation.ts'
import { type Engine, enter, type Progress, type StackRun } from './stack-run.ts'
import type { Stack } from './stores/stack-store.ts'
import type { Template } from './template.ts'

/** What somebody wants a stack to be. */
export interface DeploymentRequest
  extends Pick<Stack, 'name' | 'tags' | 'terminationProtection'>,
    Omit<DeployOperation, 'kind' | 'former' | 'template' | 'policy' | 'nextPolicy'> {
  source: string
  template: Template
  /** Undefined keeps the one that the stack has. */
  roleArn?: string
  /** A stack policy: a new stack has it at once, another one when the update succeeded. */
  stackPolicy?: string | undefined
  /** Takes the place of the stack's own policy for this update. */
  policyDuringUpdate?: string | undefined
  progress: Progress
}

/** Checks what can be checked before anything is touched, and stores that a deployment has begun. */
export function beginDeployment(engine: Engine, request: DeploymentRequest, former: Stack | undefined): StackRun {
  const { context } = engine
  const { name, source, template, parameters, tags, terminationProtection, roleArn, progress } = request
  const { fingerprint, onFailure, retainExceptOnCreate, changeSetId, requestedBy, clientRequestToken } = request
  const { stackPolicy, policyDuringUpdate } = request
  const creating = former === undefined || isCreation(former)
  if (!former) requireRoom(engine)
  // What was rolled back to nothing is deleted by the next deployment, as `cdk deploy` does.
  const continued = former && former.status !== 'ROLLBACK_COMPLETE' ? former : undefined
  const policy = policyDuringUpdate ?? former?.stackPolicy
  const operation: DeployOperation = {
    kind: 'deploy',
    template: source,
    parameters,
    fingerprint,
    onFailure,
    retainExceptOnCreate,
    changeSetId,
    requestedBy,
    clientRequestToken,
    former: creating ? null : beforehand(former),
    ...(!creating && policy !== undefined && { policy }),
    ...(!creating && stackPolicy !== undefined && { nextPolicy: stackPolicy }),
  }
  const stack: Stack = {
    name,
    id:
      continued?.id ??
      `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${name}/${context.ids.uuid()}`,
    status: creating ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
    reason: null,
    description: template.Description ?? null,
    template: creating ? source : former.template,
    parameters: shown(template, parameters),
    outputs: continued?.outputs ?? [],
    tags,
    terminationProtection,
    ...policyOf(creating ? (stackPolicy ?? continued?.stackPolicy) : former.stackPolicy),
    disableRollback: creating ? onFailure === 'DO_NOTHING' : (former.disableRollback ?? false),
    imports: continued?.imports ?? {},
    fingerprint: null,
    changeSetId: changeSetId ?? continued?.changeSetId ?? null,
    roleArn: roleArn ?? continued?.roleArn ?? null,
    operation,
    clientRequestToken: continued ? continued.clientRequestToken : clientRequestToken,
    createdAt: continued?.createdAt ?? context.clock.now(),
    updatedAt: creating ? (continued?.updatedAt ?? null) : context.clock.now(),
    deletedAt: null,
  }
  const principal = principalOf(engine, stack, operation)
  const run: StackRun = { engine, stack, principal, deployment: openDeployment(engine, stack, operation), progress }
  enter(run, stack.status, { reason: 'User Initiated' })
  return run
}

const policyOf = (stackPolicy: string | undefined) => (stackPolicy === undefined ? {} : { stackPolicy })

/** Whether a stack never stood: its next deployment is a creation still. */
const isCreation = ({ status }: Stack): boolean =>
  status === 'REVIEW_IN_PROGRESS' || status === 'CREATE_FAILED' || status.startsWith('ROLLBACK_')

/** What a failure gives back. */
const beforehand = ({ description, parameters, tags, fingerprint }: Stack) => ({
  description,
  parameters,
  tags,
  fingerprint,
})

/** Parameters as they are shown. */
export function shown({ Parameters }: Template, values: Record<string, ParameterValue>): StackParameters {
  return Object.fromEntries(
    Object.entries(values).map(([key, { input, value, noEcho }]) => {
      const resolved = Parameters[key]?.Type.startsWith('AWS::SSM::Parameter::Value') && value !== undefined
      return [key, { input, noEcho, ...(resolved ? { resolved: String(value) } : {}) }]
    }),
  )
}
