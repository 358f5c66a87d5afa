import { reasonOf } from '../workflows/reason-of.ts'
import type { StepInput } from './step.ts'

/** Why the step before failed, which the state machine hands on. */
export function errorOf({ step, error }: Pick<StepInput, 'step' | 'error'>): string {
  if (!error) throw new Error(`${step} was given no error`)
  return reasonOf(error)
}
