import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadRow } from '../files/parse-object.ts'
import { METRICS } from '../metrics.ts'
import { parseUsageLine } from './parse-usage-line.ts'
import { scanUsageLine } from './scan-usage-line.ts'
import { LIMBS, MAIN, UsageRecord } from './usage-record.ts'

const TIME = '2026-01-01T18:38:47.504Z'
const COMMON = `{"id":"a-1","source":"svc","subject":"t-1","time":"${TIME}","usage":{"ddbReadUnits":"16.5","lambdaMbMs":"7"}}`

/** What a record says, whichever way it was read. */
function contentsOf({ bytes, time, limbs, isWide, ...ranges }: UsageRecord) {
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString()
  return {
    id: text(ranges.idFrom, ranges.idTo),
    source: text(ranges.sourceFrom, ranges.sourceTo),
    subject: ranges.subjectFrom < 0 ? null : text(ranges.subjectFrom, ranges.subjectTo),
    time,
    limbs: [...limbs].map((limb, at) => (isWide || Math.floor(at / METRICS.length) === MAIN ? limb : 0)),
  }
}

function scanned(line: string) {
  const [bytes, record] = [Buffer.from(`${line}\n`), new UsageRecord()]
  record.limbs.fill(9)
  return scanUsageLine(bytes, 0, bytes.length - 1, record) ? contentsOf(record) : null
}

function parsed(line: string) {
  const record = new UsageRecord()
  try {
    parseUsageLine(Buffer.from(line), record)
    return contentsOf(record)
  } catch (error) {
    if (!(error instanceof BadRow)) throw error
    return null
  }
}

const text = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[a-z-]{1,5}$/) },
  fc.string({ maxLength: 5 }),
  fc.constantFrom('', 'é', '\\', 'a"b', '\n', TIME),
)
const number = fc.oneof(
  { weight: 20, arbitrary: fc.nat().map(String) },
  { weight: 10, arbitrary: fc.tuple(fc.nat(), fc.nat()).map((parts) => parts.join('.')) },
  fc.constantFrom('12.', '.5', '-1', '1e3', '007', '1.50', `1${'0'.repeat(15)}`, `0.${'1'.repeat(16)}`, '1.1.1', ''),
)
const metric = fc.constantFrom(...METRICS, 'other')
const usage = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.dictionary(metric, fc.oneof({ weight: 30, arbitrary: number }, fc.jsonValue()), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  },
  fc.jsonValue(),
)
const time = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01 00:00:00',
    '2026-01-01T00:00:00.1234567+01:30',
    'soon',
  ),
)
const row = fc.record(
  {
    id: text,
    source: text,
    subject: fc.option(text),
    time,
    usage,
    extra: fc.oneof(fc.jsonValue(), fc.nat(), fc.boolean(), text),
  },
  { requiredKeys: ['id', 'source', 'time', 'usage'], noNullPrototype: true },
)
/** As other programs write JSON: spaces, keys in any order, and what damages it. */
const line = fc.tuple(row, fc.nat(), fc.constantFrom(0, 1)).chain(([fields, turn, space]) => {
  const entries = Object.entries(fields)
  const turned = Object.fromEntries([...entries.slice(turn % 6), ...entries.slice(0, turn % 6)])
  const written = JSON.stringify(turned, null, space).replace(/\n */g, space === 1 ? ' ' : '')
  const damaged = fc.nat(written.length).map((at) => written.slice(0, at) + written.slice(at + 1))
  return fc.oneof({ weight: 4, arbitrary: fc.constant(written) }, damaged)
})

test('a line that is read the fast way says what it says read the slow way, and a bad one is never read', () => {
  let fast = 0
  fc.assert(
    fc.property(line, (line) => {
      const quick = scanned(line)
      if (quick === null) return
      fast++
      expect(quick).toEqual(parsed(line))
    }),
    { numRuns: 20_000 },
  )
  expect(fast).toBeGreaterThan(500)
})

test('the lines that there are most of are read the fast way', () => {
  const spaced = COMMON.replaceAll(':"', ': "').replaceAll(',"', ', "')
  for (const line of [
    COMMON,
    spaced,
    `${COMMON}\r`,
    COMMON.replace('"t-1"', 'null'),
    COMMON.replace('{"id"', '{"v":1,"k":"x","id"'),
  ]) {
    expect(scanned(line)).not.toBeNull()
    expect(scanned(line)).toEqual(parsed(line))
  }
  expect(scanned(COMMON)).toMatchObject({ id: 'a-1', source: 'svc', subject: 't-1', time: Date.parse(TIME) * 1000 })
  expect(scanned(COMMON)?.limbs.filter((limb) => limb > 0)).toEqual([16_500, 7000])
  expect(scanned(COMMON)?.limbs).toHaveLength(LIMBS * METRICS.length)
})

test.each([
  ['is not JSON', '{"id":"a"'],
  ['the row is not an object', '[]'],
  ['id is missing', COMMON.replace('"id"', '"ID"')],
  ['id must be a text that is not empty', COMMON.replace('"a-1"', '""')],
  ['source must be a text', COMMON.replace('"svc"', '5')],
  ['subject is missing', COMMON.replace('"subject"', '"tenant"')],
  ['subject must be a text', COMMON.replace('"t-1"', '""')],
  ['time is not a time', COMMON.replace('01-01T', '02-30T')],
  ['time is not a time', COMMON.replace('T18:', 'T24:')],
  ['usage is missing', COMMON.replace('"usage"', '"used"')],
  ['usage is not an object', COMMON.replace(/\{"ddb.*\}/, '[]}')],
  ['usage.ddbReadUnits must be a decimal of at least 0', COMMON.replace('16.5', '-16.5')],
  ['usage.ddbReadUnits must be a decimal', COMMON.replace('"16.5"', '16.5')],
  ['usage.ddbReadUnits must be a decimal', COMMON.replace('16.5', '1e3')],
  ['usage.lambdaMbMs must be a decimal', COMMON.replace('"7"', 'null')],
])('%s: such a line is refused', (what, line) => {
  expect(scanned(line)).toBeNull()
  expect(() => parseUsageLine(Buffer.from(line), new UsageRecord())).toThrow(what)
})
