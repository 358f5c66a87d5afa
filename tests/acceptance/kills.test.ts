import { expect, test } from 'vitest'
import { soak } from '../soak/soak.ts'

/** The waits inside may take six minutes alone. */
const ENOUGH_MS = 1_800_000

// Five of the fifty kills of `npm run soak`; the seed is printed, so that a failure can be repeated.
test(
  'what was acknowledged survives kill -9, and every tenant ends active or failed and undone',
  async () => {
    const seed = Date.now() % 2 ** 31
    const lines: string[] = []
    const { wrong, tenants, acknowledged } = await soak({
      kills: 5,
      seed,
      env: process.env,
      print: (line) => lines.push(line),
    })
    expect(wrong, `npm run soak -- --kills 5 --seed ${seed}\n${lines.join('\n')}`).toEqual([])
    expect(tenants.active).toBeGreaterThan(0)
    expect(Object.values(acknowledged).every((count) => count > 0)).toBe(true)
  },
  ENOUGH_MS,
)
