import { expect, test } from 'vitest'
import { assertNotAhead, CLOCK_SKEW_MS } from './event-time.ts'

test('an event of the future is refused, and one from a clock that is a little fast is not', () => {
  for (const at of [0, 1000, 1000 + CLOCK_SKEW_MS]) expect(() => assertNotAhead(at, 1000)).not.toThrow()
  for (const at of [1001 + CLOCK_SKEW_MS, Number.MAX_SAFE_INTEGER]) expect(() => assertNotAhead(at, 1000)).toThrow()
})
