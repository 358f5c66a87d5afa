import { withLocalHostNames } from './host-names.ts'
import { templateError, text } from './intrinsics/intrinsic.ts'
import { type Deployment, type Engine, localHosts, type StackRun } from './stack-run.ts'
import type { Stack } from './stores/stack-store.ts'

/** A stack's outputs and exports; refuses to take away or change an export that another stack imports, as AWS does. */
export function stackOutputs(
  run: StackRun,
  { template, scope }: Deployment,
): { outputs: Stack['outputs']; exports: Record<string, string> } {
  const { engine, stack } = run
  const outputs: Stack['outputs'] = []
  const exports: Record<string, string> = {}
  const hosts = localHosts(engine)
  for (const [key, output] of Object.entries(template.Outputs)) {
    if (output.Condition !== undefined && !scope.condition(output.Condition)) continue
    const shape = `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`
    const value = text(scope.resolve(output.Value), shape)
    const exportName = output.Export ? text(scope.resolve(output.Export.Name), shape) : undefined
    if (exportName !== undefined) exports[exportName] = value
    outputs.push({
      key,
      value: withLocalHostNames(value, hosts),
      ...(output.Description === undefined ? {} : { description: output.Description }),
      ...(exportName === undefined ? {} : { exportName }),
    })
  }
  checkExports(engine, stack.name, exports)
  return { outputs, exports }
}

function checkExports(engine: Engine, stack: string, exports: Record<string, string>): void {
  for (const former of engine.stacks.exports()) {
    if (former.stack !== stack) {
      if (Object.hasOwn(exports, former.name)) {
        throw templateError(`Export with name ${former.name} is already exported by stack ${former.stack}.`)
      }
    } else if (exports[former.name] !== former.value) {
      refuseIfImported(engine, former.name, Object.hasOwn(exports, former.name) ? 'updated' : 'deleted')
    }
  }
}

/** Throws in AWS's words while another stack imports an export, also one that is only being deployed. */
export function refuseIfImported({ stacks, running }: Engine, name: string, verb: 'updated' | 'deleted'): void {
  const deployed = stacks.list().filter(({ imports }) => Object.hasOwn(imports, name))
  const deploying = [...running.values()].filter(({ run }) => run.deployment?.imports.has(name))
  const importers = new Set([...deployed.map((stack) => stack.name), ...deploying.map(({ run }) => run.stack.name)])
  if (importers.size > 0)
    throw templateError(`Export ${name} cannot be ${verb} as it is in use by ${[...importers].join(', ')}.`)
}
