import type { Deployment, Identity } from '@tenantry/contracts/deployment.ts'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import * as z from 'zod/mini'
import type { Outcome, Work } from '../lifecycle/work.ts'
import { executionName } from '../workflows/workflow.ts'
import type { DeletedResources } from './deleted-resources.ts'
import type { FoundStack, SiloStacks } from './silo-stacks.ts'
import type { StackFailure } from './stack-failure.ts'

export interface SiloServices {
  silos: { stacks: SiloStacks; failure: StackFailure; deleted: DeletedResources }
}

/** How far a workflow is with its tenant's silo. */
export const SiloProgress = z.object({
  /** Of the stack that this run makes. */
  stackId: z.optional(z.string()),
  /** Whether what an earlier run left was asked to go. */
  removing: z.optional(z.boolean()),
  /** `<api id>:<stage>`, once it is made. */
  apiStage: z.optional(z.string()),
})
export type SiloProgress = z.infer<typeof SiloProgress>

/**
 * API Gateway makes an API in three seconds, a deployment in five, and takes ten calls a second for the whole account; a silo is about sixty.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const MOST_AT_ONCE = 3
const LOOK_SECONDS = 5
const QUEUE_SECONDS = 20

/** CloudFormation could not make a silo. */
export class SiloFailed extends Error {
  override name = 'SiloFailed'
}

type Silo = Extract<Deployment, { kind: 'silo' }>

/**
 * Makes the silo of a tenant: begins, and looks again until the stack is there. Answers where the tenant is served then, or how the step goes on; throws
 * SiloFailed with the resource that failed.
 */
export async function makeSilo(
  services: SiloServices,
  work: Work,
  identity: Identity,
): Promise<{ deployment: Silo; progress: SiloProgress } | { waits: Outcome }> {
  const { stacks, failure } = services.silos
  const { tenantId } = work.tenant
  const progress = z.parse(SiloProgress, work.workflow.progress)
  if (progress.stackId === undefined) return { waits: await beginSilo(services, work, identity, progress) }
  const { stackId } = progress
  const stack = await stacks.find({ stackId })
  switch (stack?.status) {
    case 'CREATE_IN_PROGRESS':
      return { waits: look() }
    case 'CREATE_COMPLETE':
      return {
        deployment: deploymentOf(tenantId, identity, stack),
        progress: { ...progress, apiStage: output(stack, 'ApiStage') },
      }
    default:
      throw new SiloFailed(await failure(stackId))
  }
}

async function beginSilo(
  services: SiloServices,
  work: Work,
  identity: Identity,
  progress: SiloProgress,
): Promise<Outcome> {
  const { stacks } = services.silos
  const { tenantId } = work.tenant
  if ((await stacks.underWay()) >= MOST_AT_ONCE && !progress.removing) return look({ seconds: QUEUE_SECONDS })
  const stackId = await stacks.create(tenantId, identity, executionName(work.workflow))
  if (stackId !== null) {
    return look({ progress: { ...progress, stackId } })
  }
  const left = await stacks.find({ tenantId })
  if (left && !progress.removing && !left.status.endsWith('_IN_PROGRESS')) {
    await stacks.remove(tenantId)
    return look({ progress: { ...progress, removing: true } })
  }
  if (left?.status === 'DELETE_FAILED') {
    throw new SiloFailed(await services.silos.failure(left.stackId))
  }
  return look()
}

const look = (more: { seconds?: number; progress?: SiloProgress } = {}): Outcome => ({
  next: 'wait',
  seconds: LOOK_SECONDS,
  ...more,
})

/** Where the tenant of a finished silo is served. */
function deploymentOf(tenantId: string, identity: Identity, stack: FoundStack): Silo {
  return {
    kind: 'silo',
    stack: siloStackName(tenantId),
    apiUrl: output(stack, 'ApiUrl'),
    userPoolId: output(stack, 'UserPoolId'),
    clientId: output(stack, 'ClientId'),
    identity,
    apiId: output(stack, 'ApiStage').split(':')[0],
  }
}

function output({ stackId, outputs }: FoundStack, name: string): string {
  const value = outputs[name]
  if (!value) throw new Error(`The stack ${stackId} has no output ${name}`)
  return value
}
