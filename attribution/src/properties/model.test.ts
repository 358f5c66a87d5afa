import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute } from '../attribute.ts'
import { bills, usages } from './inputs.ts'
import { model } from './model.ts'
import { linesOf, plain, usageOf } from './run.ts'

test('every bill and usage is attributed to the picodollar as the rule says, on both policies and both bases', async () => {
  const policies = fc.constantFrom('billed', 'metered')
  const bases = fc.constantFrom('billed', 'list')
  await fc.assert(
    fc.asyncProperty(bills, usages, policies, bases, async (bill, usage, policy, basis) => {
      const lines = await linesOf(bill, { basis })
      expect(plain(attribute(lines, await usageOf(usage, lines), policy))).toEqual(
        model(bill, usage, policy, `${basis}Cost`),
      )
    }),
    { numRuns: 120 },
  )
})
