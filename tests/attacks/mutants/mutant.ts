import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import type { Change } from './change.ts'
import type { ExportChange } from './replace-exports.ts'

/** A fault that somebody may once make, or has made: the suite must find it. */
export interface Mutant {
  name: string
  change: Change
  /** Another guard that holds too, taken away first: the suite must withstand that, so that each guard is tested on its own. */
  without?: Change[]
  /** The class whose attacks concern it. */
  attacks: (world: World) => AttackClass | Promise<AttackClass>
  /** Parts of the names of the attempts that are run. */
  only: string[]
}

type InTemplate = Extract<Change, { kind: 'template' }>

/** `replaced(…, 'route-policy.ts', 'allowRoutes', 'allowAll')`: `allowAll` of `replacements/route-policy.ts` takes the place. */
export const replaced = (of: ExportChange['of'], file: string, name: string, by: string): Change => ({
  kind: 'export',
  of,
  file,
  name,
  by,
})
export const template = (stack: InTemplate['stack'], change: InTemplate['change']): Change => ({
  kind: 'template',
  stack,
  change,
})
