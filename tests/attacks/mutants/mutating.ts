import { type ClassReport, runClass } from '../suite/run-class.ts'
import { copyAssembly, editTemplate, redeploy, type Template } from '../world/edit-assembly.ts'
import type { LocalSystem } from '../world/local-system.ts'
import { renewTokens } from '../world/renew-tokens.ts'
import type { World } from '../world/world.ts'
import { applyChanges, type Change, removeAll } from './change.ts'
import type { Mutant } from './mutant.ts'

type Found = Pick<ClassReport, 'leaks' | 'brokenControls'>

/** A system that changes its code and templates while its tenants and their data stay. */
export interface Mutating {
  /** What some attacks find on the system with these changes. */
  attacked(changes: Change[], attacks: Mutant['attacks'], only: string[]): Promise<Found>
  close(): void
}

export async function mutating(system: LocalSystem, world: World): Promise<Mutating> {
  const unchanged = copyAssembly(system.assembly)
  for (const stack of ['AppPlane', 'ControlPlane'] as const) editTemplate(unchanged, stack, keepNoAnswers)
  await system.deploy(unchanged)
  return {
    async attacked(changes, attacks, only) {
      const assembly = copyAssembly(unchanged)
      const built = await applyChanges(assembly, changes)
      try {
        await system.deploy(assembly)
        await renewTokens(world)
        const attackClass = await attacks(world)
        const reports: ClassReport[] = []
        for (const part of only) reports.push(await runClass(attackClass, part, { patience: 0 }))
        return {
          leaks: reports.flatMap(({ leaks }) => leaks),
          brokenControls: reports.flatMap(({ brokenControls }) => brokenControls),
        }
      } finally {
        removeAll([...built, assembly])
      }
    },
    close: () => removeAll([unchanged]),
  }
}

/** A mutant of an authorizer must not be judged by what the one before it answered. */
function keepNoAnswers(template: Template): void {
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::ApiGateway::Authorizer') Properties.AuthorizerResultTtlInSeconds = 0
  }
  redeploy(template)
}
