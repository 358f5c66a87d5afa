import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import type { Change } from './change.ts'

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

type Source = Extract<Change, { kind: 'source' }>
type InTemplate = Extract<Change, { kind: 'template' }>

export const source = (of: Source['of'], file: string, from: string, to: string): Change => ({
  kind: 'source',
  of,
  file,
  from,
  to,
})
export const template = (stack: InTemplate['stack'], change: InTemplate['change']): Change => ({
  kind: 'template',
  stack,
  change,
})
