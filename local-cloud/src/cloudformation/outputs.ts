import { withLocalHostNames } from './host-names.ts'
import { templateError, text } from './intrinsics/intrinsic.ts'
import type { StackRun } from './stack-run.ts'
import type { Stack } from './stack-store.ts'

/** A stack's outputs and exports; refuses to take away or change an export that another stack imports, as AWS does. */
export function stackOutputs(run: StackRun): { outputs: Stack['outputs']; exports: Record<string, string> } {
  const { template, scope, engine, stack } = run
  const outputs: Stack['outputs'] = []
  const exports: Record<string, string> = {}
  for (const [key, output] of Object.entries(template.Outputs)) {
    if (output.Condition !== undefined && !scope.condition(output.Condition)) continue
    const shape = `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`
    const value = text(scope.resolve(output.Value), shape)
    const exportName = output.Export ? text(scope.resolve(output.Export.Name), shape) : undefined
    if (exportName !== undefined) exports[exportName] = value
    outputs.push({
      key,
      value: withLocalHostNames(value, engine.context.endpoint()),
      ...(output.Description === undefined ? {} : { description: output.Description }),
      ...(exportName === undefined ? {} : { exportName }),
    })
  }
  checkExports(run, stack.name, exports)
  return { outputs, exports }
}

function checkExports({ engine: { stacks } }: StackRun, stack: string, exports: Record<string, string>): void {
  const others = stacks.list().filter(({ name }) => name !== stack)
  for (const former of stacks.exports()) {
    if (former.stack !== stack) {
      if (Object.hasOwn(exports, former.name)) {
        throw templateError(`Export with name ${former.name} is already exported by stack ${former.stack}.`)
      }
      continue
    }
    if (exports[former.name] === former.value) continue
    const importers = others.filter(({ imports }) => Object.hasOwn(imports, former.name)).map(({ name }) => name)
    if (importers.length === 0) continue
    const verb = Object.hasOwn(exports, former.name) ? 'updated' : 'deleted'
    throw templateError(`Export ${former.name} cannot be ${verb} as it is in use by ${importers.join(', ')}.`)
  }
}
