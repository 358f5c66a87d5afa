import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR } from './hours.ts'
import { latencyOf, mergeLatencies, percentilesOf } from './latency.ts'
import { filesOf, load, meter, ndjson, spread, TEN, usesIn, zipped } from './lines-fixture.ts'
import { billedBytes, START_LINE_BYTES } from './record.ts'
import { addSums, noSums } from './sums.ts'
import { mergeRows, sumsOf } from './usage-row.ts'

const RUNS = { numRuns: 150 }

test('an hour is the same in whatever order, parts and number its lines come', async () => {
  const spreadLoad = load.chain((lines) => fc.tuple(fc.constant(lines), spread(lines)))
  await fc.assert(
    fc.asyncProperty(spreadLoad, async ([lines, spreading]) => {
      const expected = await meter(TEN, [ndjson(lines)])
      expect(await meter(TEN, filesOf(lines, spreading))).toEqual(expected)
      expect(await usesIn(TEN, filesOf(lines, spreading))).toEqual(await usesIn(TEN, [ndjson(lines)]))
    }),
    RUNS,
  )
})

test('a file that ends anywhere is read as far as it goes, and leaves no trace once the whole file is there', async () => {
  await fc.assert(
    fc.asyncProperty(load, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), async (lines, isZipped, part) => {
      const whole = isZipped ? zipped(lines) : ndjson(lines)
      const half = whole.subarray(0, Math.floor(whole.length * part))
      const seen = await meter(TEN, [half])
      for (const { hour } of seen) expect(hour.length).toBeGreaterThan(0)
      expect(await meter(TEN, [half, whole])).toEqual(await meter(TEN, [whole]))
    }),
    RUNS,
  )
})

test('nothing is lost and nothing counts twice between hours: what was billed, read and logged is the sum of the rows', async () => {
  await fc.assert(
    fc.asyncProperty(load, async (lines) => {
      const total = noSums()
      // Retries come up to 25 minutes later.
      for (let hour = TEN - 2 * HOUR; hour <= TEN + 3 * HOUR; hour += HOUR) {
        for (const tenant of await meter(hour, [ndjson(lines)])) for (const row of tenant.hour) addSums(total, row)
      }
      const numbers = (name: string) => lines.map((line) => Number(line[name] ?? 0)).reduce((a, b) => a + b, 0)
      const reports = lines.flatMap(({ type, record }) => (type === undefined ? [] : [record as Billed]))
      const billedMs = reports.map(({ metrics }) => metrics.billedDurationMs).reduce((a, b) => a + b, 0)
      expect(total.billedMs).toBe(billedMs)
      expect(total.mbMs).toBe(billedMs * 512)
      expect(total.readUnits).toBe(numbers('readUnits'))
      const written = lines.map((line) => (line.usage === undefined ? billedBytes(JSON.stringify(line)) : 0))
      const lambdaAndGateway = written.reduce((a, b) => a + b, 0) + reports.length * START_LINE_BYTES
      expect(total.logBytes).toBe(numbers('logBytes') + lambdaAndGateway)
    }),
    RUNS,
  )
})

test('what bills are shared by is each invocation and each line of the gateway once, over all hours', async () => {
  await fc.assert(
    fc.asyncProperty(load, async (lines) => {
      const total: Record<string, number> = {}
      for (let hour = TEN - 2 * HOUR; hour <= TEN + 3 * HOUR; hour += HOUR) {
        for (const { usage } of await usesIn(hour, [ndjson(lines)])) {
          for (const [driver, amount] of Object.entries(usage))
            total[driver] = (total[driver] ?? 0) + Math.round(Number(amount) * 1_000)
        }
      }
      const reports = lines.filter(({ type }) => type !== undefined).length
      const requests = lines.filter(({ method }) => method !== undefined).length
      expect([total.lambdaInvocations ?? 0, total.apiRequests ?? 0]).toEqual([reports * 1_000, requests * 1_000])
    }),
    RUNS,
  )
})

interface Billed {
  metrics: { billedDurationMs: number }
}

test('the minutes of an hour make up the hour', async () => {
  await fc.assert(
    fc.asyncProperty(load, async (lines) => {
      for (const tenant of await meter(TEN, [ndjson(lines)])) {
        const merged = mergeRows([...tenant.minutes.values()].flat())
        expect(merged).toEqual(tenant.hour)
        const requests = [...tenant.minutes.values()].flat().reduce((sum, row) => sum + sumsOf(row).requests, 0)
        expect(requests).toBe(tenant.hour.reduce((sum, row) => sum + row.requests, 0))
      }
    }),
    RUNS,
  )
})

/** Fast answers from a cache, and slow ones that are not, as real services have them. */
const bimodal = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: 0.5, max: 6, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ min: 400, max: 3_000, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  { minLength: 1, maxLength: 120 },
)

test('percentiles over merged minutes and hours are within 2 % of all values', () => {
  fc.assert(
    fc.property(fc.array(bimodal, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (minutes, size) => {
      const hours = Array.from({ length: Math.ceil(minutes.length / size) }, (_, n) =>
        mergeLatencies(minutes.slice(n * size, (n + 1) * size).map(latencyOf)),
      )
      const found = percentilesOf([mergeLatencies(hours)])
      const all = minutes.flat().sort((a, b) => a - b)
      const names = { p50Ms: 0.5, p95Ms: 0.95, p99Ms: 0.99 }
      for (const [name, quantile] of Object.entries(names)) {
        const exact = all[Math.floor(quantile * (all.length - 1))] ?? 0
        const error = Math.abs((found[name as keyof typeof names] ?? Number.NaN) - exact)
        expect(error).toBeLessThanOrEqual(0.02 * exact + 0.0006)
      }
    }),
    { numRuns: 300 },
  )
})

test('latencies merge to the same in any order and grouping', () => {
  fc.assert(
    fc.property(fc.array(bimodal, { minLength: 1, maxLength: 6 }), (parts) => {
      const once = latencyOf(parts.flat())
      expect(mergeLatencies(parts.map(latencyOf))).toEqual(once)
      expect(mergeLatencies(parts.toReversed().map(latencyOf))).toEqual(once)
      const [first = [], ...rest] = parts
      expect(mergeLatencies([mergeLatencies(rest.map(latencyOf)), latencyOf(first)])).toEqual(once)
    }),
    { numRuns: 200 },
  )
})
