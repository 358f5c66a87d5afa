import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, dynalite, type Engine, outcome, unordered } from './dynalite.ts'
import { ourEngine } from './our-engine.ts'
import { pageSteps } from './page-steps.ts'
import { itemSteps, puts, type Step } from './steps.ts'

// dynalite's answers were compared with DynamoDB's by its authors. Where it is known to differ from AWS the sequences keep away, and
// divergences.test.ts says what AWS does.

const RUNS = 80
const MAX_STEPS = 40

/** dynalite counts the characters of texts where AWS counts bytes. So a sequence has wide characters, or compares capacities. */
const sequences = fc
  .tuple(
    fc.array(puts, { minLength: 8, maxLength: 15 }),
    fc.array(fc.oneof(itemSteps, pageSteps), { minLength: 15, maxLength: MAX_STEPS }),
    fc.constantFrom('wide characters', 'capacities'),
  )
  .map(([puts, steps, compares]) => {
    const all = [...puts, ...steps]
    return compares === 'capacities'
      ? (JSON.parse(JSON.stringify(all).replaceAll('é', 'y')) as Step[])
      : all.map(uncounted)
  })

const uncounted = (step: Step): Step => ({ ...step, input: { ...step.input, ReturnConsumedCapacity: undefined } })

/** What a step gives: the outcome of its call, or those of all its pages. */
async function result(engine: Engine, { operation, input, pages }: Step): Promise<Answer[]> {
  const all: Answer[] = []
  let start: unknown
  do {
    const page = await outcome(() => engine(operation, { ...input, ...(start ? { ExclusiveStartKey: start } : {}) }))
    // dynalite counts nothing for a page on which there is nothing, and gives empty Attributes where there are none.
    if (page.ScannedCount === 0) delete page.ConsumedCapacity
    if (isDeepStrictEqual(page.Attributes, {})) delete page.Attributes
    all.push(page)
    start = page.LastEvaluatedKey
  } while (pages && start)
  // Items with equal index keys have no order, so neither have the pages between which they are divided.
  return input.IndexName === undefined || all[0]?.error ? all : [ofIndex(all)]
}

function ofIndex(pages: Answer[]): Answer {
  const sum = (name: string) => pages.reduce((total, page) => total + Number(page[name]), 0)
  const items = pages.flatMap(({ Items }) => (Items as object[] | undefined) ?? [])
  const capacity = pages.length === 1 ? pages[0]?.ConsumedCapacity : undefined
  return { pages: pages.length, counts: [sum('Count'), sum('ScannedCount')], items: unordered(items), capacity }
}

test('sequences of all item operations have the answers and errors of dynalite', async () => {
  const seen = new Map<string, { answers: number; errors: number; laterPages: number }>()
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const [oracle, ours] = [await dynalite(), ourEngine()]
      for (const step of sequence) {
        const expected = await result(oracle, step)
        expect({ ...step, result: await result(ours, step) }).toEqual({ ...step, result: expected })
        const tally = seen.get(step.operation) ?? { answers: 0, errors: 0, laterPages: 0 }
        tally[expected[0]?.error ? 'errors' : 'answers'] += 1
        tally.laterPages += Math.max(expected.length, Number(expected[0]?.pages ?? 1)) - 1
        seen.set(step.operation, tally)
      }
    }),
    // What fails is told before the test's own time is up, shrunk as far as that goes.
    { numRuns: RUNS, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
  )
  // The comparison says something only about what it has met.
  const operations = [
    'BatchGetItem',
    'BatchWriteItem',
    'DeleteItem',
    'GetItem',
    'PutItem',
    'Query',
    'Scan',
    'UpdateItem',
  ]
  expect([...seen.keys()].sort()).toEqual(operations)
  for (const { answers, errors } of seen.values()) expect(Math.min(answers, errors)).toBeGreaterThan(2)
  expect(Math.min(seen.get('Query')?.laterPages ?? 0, seen.get('Scan')?.laterPages ?? 0)).toBeGreaterThan(20)
})
