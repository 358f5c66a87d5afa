import fc from 'fast-check'
import { options } from '../options.ts'

/** `count` distinct texts of an arbitrary, the same for the same seed. */
export function generated(arbitrary: fc.Arbitrary<string>, count: number, salt: string): string[] {
  const seed = [...salt].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, options.TENANTRY_ATTACK_SEED)
  // Some of the draws are equal; twice as many are enough for arbitraries of any size.
  return [...new Set(fc.sample(arbitrary, { seed, numRuns: count * 2 }))].slice(0, count)
}
