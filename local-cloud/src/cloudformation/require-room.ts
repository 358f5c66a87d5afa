import { AwsError } from '../core/aws-error.ts'
import { LIMITS } from './limits.ts'
import type { Engine } from './stack-run.ts'

/** An account has so many stacks and no more; deleted ones do not count. */
export function requireRoom({ stacks }: Pick<Engine, 'stacks'>): void {
  if (stacks.count() >= LIMITS.stacks) throw new AwsError('LimitExceededException', 'Limit for stack has been exceeded')
}
