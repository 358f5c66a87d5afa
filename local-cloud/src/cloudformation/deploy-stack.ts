import { createHash } from 'node:crypto'
import { transaction } from '../core/database.ts'
import { applyResource } from './apply-resource.ts'
import type { AssemblyStack } from './assembly.ts'
import { beginStack } from './begin-stack.ts'
import { DeploymentFailed } from './deployment-failed.ts'
import { stackOutputs } from './outputs.ts'
import { parameterValues } from './parameters.ts'
import { removeLeftOvers } from './remove-resources.ts'
import { rollBack } from './roll-back.ts'
import { type Engine, enter, type Progress, reasonOf } from './stack-run.ts'
import type { Stack } from './stack-store.ts'
import { parseTemplate } from './template.ts'

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
  const { name, source } = request.stack
  const former = engine.stacks.get(name)
  const template = parseTemplate(source)
  const previous = Object.fromEntries(Object.entries(former?.parameters ?? {}).map(([key, { input }]) => [key, input]))
  const known = Object.fromEntries(Object.entries(previous).filter(([key]) => Object.hasOwn(template.Parameters, key)))
  const parameters = parameterValues(template.Parameters, {
    given: request.parameters,
    previous: known,
    ssm: engine.ssm,
  })
  const fingerprint = fingerprintOf(engine, request.stack, parameters)
  if (former && former.fingerprint === fingerprint && importsStand(engine, former)) return summary(former, 'none')

  await request.publishAssets()
  const creating = !former || former.status.startsWith('CREATE_IN') || former.status.startsWith('ROLLBACK')
  const { run, imports } = beginStack(engine, { ...request, former, creating, template, parameters })
  try {
    for (const [position, logicalId] of run.order.entries()) {
      await applyResource(run, logicalId, position).catch((error) => {
        throw new DeploymentFailed(name, logicalId, reasonOf(error), error)
      })
    }
    const { outputs, exports } = stackOutputs(run)
    Object.assign(run.stack, { outputs, imports: Object.fromEntries(imports), template: source })
    transaction(engine.context.database, () => {
      engine.stacks.replaceExports(name, exports)
      engine.stacks.put(run.stack)
    })
  } catch (error) {
    const failure = error instanceof DeploymentFailed ? error : new DeploymentFailed(name, name, reasonOf(error), error)
    Object.assign(run.stack, { parameters: former?.parameters ?? run.stack.parameters })
    enter(run, creating ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS', failure.message)
    const undone = (await rollBack(run)) ? 'COMPLETE' : 'FAILED'
    enter(run, creating ? `ROLLBACK_${undone}` : `UPDATE_ROLLBACK_${undone}`, failure.message)
    throw failure
  }
  if (!creating) enter(run, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
  await removeLeftOvers(run)
  Object.assign(run.stack, { fingerprint, updatedAt: creating ? null : engine.context.clock.now() })
  enter(run, creating ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE')
  return summary(run.stack, creating ? 'created' : 'updated')
}

/** Equal fingerprints mean that nothing can come of a deployment. */
function fingerprintOf(
  { context }: Engine,
  { source, tags, terminationProtection }: AssemblyStack,
  parameters: object,
): string {
  const inputs = [
    source,
    tags,
    terminationProtection,
    parameters,
    context.endpoint(),
    context.accountId,
    context.region,
  ]
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
}

function importsStand({ stacks }: Engine, stack: Stack): boolean {
  return Object.entries(stack.imports).every(([name, value]) => stacks.export(name)?.value === value)
}

function summary(stack: Stack, change: DeployedStack['change']): DeployedStack {
  const { name, id } = stack
  return { name, id, change, outputs: Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value])) }
}
