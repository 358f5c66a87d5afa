import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { LIMITS } from './limits.ts'
import { type SynthesizedTemplate, synthesizedTemplate } from './synthesized-template.ts'

/** Throws when what was synthesized exceeds a limit of AWS: all that is wrong at once, each with what to do. */
export function checkLimits({ stacksRecursively: stacks }: CloudAssembly): void {
  const exceeded = exceededLimits(stacks.map(({ stackName, template }) => synthesizedTemplate(stackName, template)))
  if (exceeded.length > 0) throw new Error(`The deployment would exceed limits of AWS:\n- ${exceeded.join('\n- ')}`)
}

/** What exceeds a limit, a sentence for each. */
export function exceededLimits(templates: SynthesizedTemplate[]): string[] {
  return LIMITS.flatMap(({ name, max, unit, page, fix, measure }) =>
    measure(templates)
      .filter(({ used }) => used > max)
      .map(({ of, used }) => `${of}: ${name}: up to ${used} ${unit}, and AWS takes ${max}. ${fix} ${page}`),
  )
}
