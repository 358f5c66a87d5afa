import { createHash } from 'node:crypto'
import type { AssemblyStack } from './assembly.ts'
import { beginDeployment } from './begin-deployment.ts'
import { judgedTemplate } from './judge/judge-template.ts'
import { type ParameterValue, parameterValues } from './parameters.ts'
import { startOperation } from './running-operations.ts'
import type { Engine, Progress } from './stack-run.ts'
import { atWork, type Stack } from './stores/stack-store.ts'

/** A stack as it stands after a deployment. */
export interface DeployedStack {
  name: string
  id: string
  change: 'created' | 'updated' | 'none'
  outputs: Record<string, string>
}

export interface StackRequest {
  stack: AssemblyStack
  parameters: Record<string, string>
  progress: Progress
  /** Called once it is certain that there is work. */
  publishAssets(): Promise<void>
}

/** Makes a stack what its template says, or leaves it as it was before and throws DeploymentFailed. */
export async function deployStack(engine: Engine, request: StackRequest): Promise<DeployedStack> {
  const { name, source, tags, terminationProtection } = request.stack
  await engine.running.get(name)?.done
  const former = engine.stacks.get(name)
  const template = judgedTemplate(source, engine.types)
  const parameters = parameterValues(template.Parameters, {
    given: request.parameters,
    previous: previousInputs(former, template.Parameters),
    ssm: engine.ssm,
  })
  const fingerprint = fingerprintOf(engine, request.stack, parameters)
  if (former && former.fingerprint === fingerprint && importsStand(engine, former)) {
    if (former.terminationProtection !== terminationProtection) engine.stacks.put({ ...former, terminationProtection })
    return summary(former, 'none')
  }

  await request.publishAssets()
  const { accountId } = engine.context
  const run = beginDeployment(
    engine,
    {
      ...{ name, source, template, parameters, fingerprint, tags, terminationProtection },
      onFailure: 'ROLLBACK',
      retainExceptOnCreate: false,
      changeSetId: null,
      requestedBy: { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId: '' },
      clientRequestToken: null,
      progress: request.progress,
    },
    former,
  )
  const creating = run.stack.status === 'CREATE_IN_PROGRESS'
  await startOperation(engine, run)
  if (run.failure) throw run.failure
  if (atWork(run.stack)) throw new Error(`The stack ${name} is in ${run.stack.status}: the next start goes on with it.`)
  // Taken anew: the deployment itself may have given a site its address.
  Object.assign(run.stack, { fingerprint: fingerprintOf(engine, request.stack, parameters) })
  engine.stacks.put(run.stack)
  return summary(run.stack, creating ? 'created' : 'updated')
}

/** Parameter values of the last deployment, of those that the template still has. */
export function previousInputs(former: Stack | undefined, declared: Record<string, unknown>): Record<string, string> {
  const inputs = Object.entries(former?.parameters ?? {}).map(([key, { input }]) => [key, input] as const)
  return Object.fromEntries(inputs.filter(([key]) => Object.hasOwn(declared, key)))
}

/** Equal fingerprints mean that nothing can come of a deployment. */
export function fingerprintOf(
  { context, sites }: Engine,
  { name, source, tags }: Pick<AssemblyStack, 'name' | 'source' | 'tags'>,
  parameters: Record<string, ParameterValue>,
): string {
  const { accountId, region } = context
  const inputs = [source, tags, parameters, context.endpoint(), sites(name), accountId, region]
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
}

function importsStand({ stacks }: Engine, stack: Stack): boolean {
  return Object.entries(stack.imports).every(([name, value]) => stacks.export(name)?.value === value)
}

function summary(stack: Stack, change: DeployedStack['change']): DeployedStack {
  const { name, id } = stack
  return { name, id, change, outputs: Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value])) }
}
