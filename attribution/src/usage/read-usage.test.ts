import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute } from '../attribute.ts'
import type { BillLine } from '../bill/bill-line.ts'
import { BadInput, BadRows } from '../files/bad-input.ts'
import { bills, usages } from '../properties/inputs.ts'
import { linesOf, plain } from '../properties/run.ts'
import { readUsage } from './read-usage.ts'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'usage-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true })
})

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(directory, name), content)
  return join(directory, name)
}

const [IN_A_THREAD, HERE] = [0, Infinity]

const recordOf = (id: number, more: object = {}) =>
  JSON.stringify({
    id: `${id}`,
    source: `s${id % 3}`,
    subject: `t${id % 700}`,
    time: '2026-02-01T00:10:00Z',
    usage: { ddbReadUnits: `${id % 11}.5`, ddbWriteUnits: id % 5 ? '1' : '0.0001' },
    ...more,
  })

test('in a thread of its own it reads what it reads in this one', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, async (bill, usage) => {
      const lines = await linesOf(bill)
      const path = file('property', usage.map((row) => JSON.stringify(row)).join('\n'))
      const here = await readUsage([path], lines, new BadRows(), undefined, HERE)
      const there = await readUsage([path], lines, new BadRows(), undefined, IN_A_THREAD)
      expect(plain(attribute(lines, there))).toEqual(plain(attribute(lines, here)))
    }),
    { numRuns: 10 },
  )
})

test('30,000 records in several files, with what differs between batches, are counted once each', async () => {
  const hour = {
    start: '2026-02-01T00:00:00Z',
    end: '2026-02-01T01:00:00Z',
    service: 'S',
    usageType: '',
    listCost: '0',
  }
  const lines = await linesOf(
    ['ddbReadUnits', 'ddbWriteUnits'].map((driver) => ({ ...hour, id: driver, driver, billedCost: '1000' })),
  )
  const records = Array.from({ length: 30_000 }, (_, id) => recordOf(id))
  const files = [
    file('one', gzipSync(records.slice(0, 20_000).join('\n'))),
    file('two', records.slice(10_000).toReversed().join('\r\n')),
  ]
  let bytes = 0
  const onRead = (more: number) => {
    bytes += more
  }
  const once = await readUsage([file('all', records.join('\n'))], lines, new BadRows(), undefined, HERE)
  const twice = await readUsage(files, lines, new BadRows(), onRead, IN_A_THREAD)
  expect(plain(attribute(lines, twice))).toEqual(plain(attribute(lines, once)))
  expect(once.weights('ddbReadUnits', lines[0] as BillLine).total).toBe(
    records.reduce((sum, _, id) => sum + BigInt((id % 11) * 1000 + 500), 0n),
  )
  expect(bytes).toBeGreaterThan(1_000_000)
})

test.each([
  ['in a thread', IN_A_THREAD],
  ['in this thread', HERE],
])('%s, bad rows and records that contradict each other are named', async (_, many) => {
  const bad = new BadRows()
  const rows = [
    recordOf(1),
    recordOf(2),
    '{}',
    recordOf(1),
    recordOf(2, { subject: 'other' }),
    recordOf(3, { time: 'x' }),
  ]
  await readUsage([file('rows', rows.join('\n'))], [], bad, undefined, many)
  const message = (line: number, what: string) => `${join(directory, 'rows')}:${line}: ${what}`
  expect(() => bad.throwIfAny()).toThrow(message(3, 'id is missing'))
  expect(() => bad.throwIfAny()).toThrow(message(5, 'another record with the same source and id says something else'))
  expect(() => bad.throwIfAny()).toThrow(message(6, 'time is not a time: x'))
  const nonsense = file('nonsense', 'x\n'.repeat(100))
  await expect(readUsage([nonsense], [], new BadRows(), undefined, many)).rejects.toThrow('Stopped after 20 bad rows.')
  const cut = file('cut', gzipSync(rows.join('\n')).subarray(0, -10))
  await expect(readUsage([cut], [], new BadRows(), undefined, many)).rejects.toThrow(BadInput)
})
