import { expect, test } from 'vitest'
import { DIVERGENCES } from './divergences.ts'
import { dynalite, outcome } from './dynalite.ts'
import { ourEngine } from './our-engine.ts'

test.each(DIVERGENCES)('$says, which dynalite does not know ($page)', async ({ item, operation, input, answer }) => {
  const answers = []
  for (const engine of [ourEngine(), await dynalite()]) {
    if (item) await engine('PutItem', { TableName: 'indexed', Item: item })
    answers.push(await outcome(() => engine(operation, input)).catch((error) => ({ crashed: String(error) })))
  }
  expect(answers[0]).toEqual(answer)
  // A divergence that is gone leaves this list, and the sequences need not keep away any more.
  expect(answers[1]).not.toEqual(answer)
})
