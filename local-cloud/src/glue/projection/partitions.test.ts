import { expect, test } from 'vitest'
import type { CatalogTable } from '../../core/faces.ts'
import { partitionsOf } from './partitions.ts'
import { projectionFaults } from './projection.ts'

const NOW = Date.UTC(2026, 6, 14, 12, 30)

const table = (keys: string[], parameters: Record<string, string>): CatalogTable => ({
  database: 'd',
  name: 't',
  columns: [],
  partitionKeys: keys.map((name) => ({ name, type: 'string' })),
  location: 's3://files/t',
  serde: { library: '', parameters: {} },
  parameters: { 'projection.enabled': 'true', ...parameters },
})
const dates = (format: string, range: string, more: Record<string, string> = {}) =>
  table(['p'], {
    'projection.p.type': 'date',
    'projection.p.format': format,
    'projection.p.range': range,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as Athena writes it
    'storage.location.template': 's3://files/t/x=${p}/',
    ...more,
  })
const has = (of: CatalogTable, value: string) => partitionsOf(of, NOW).valuesOf(`t/x=${value}/file`) !== undefined

// https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
test.each([
  [
    'yyyy/MM/dd/HH',
    '2026/01/01/00,NOW',
    { unit: 'HOURS' },
    ['2026/01/01/00', '2026/07/14/12'],
    ['2025/12/31/23', '2026/07/14/13', '2026/02/30/00', '2026/07/14'],
  ],
  ['yyyy-MM', '2026-01,NOW', {}, ['2026-01', '2026-07'], ['2025-12', '2026-08', '2026-13', '2026-1']],
  ['yyyy-MM', '2026-01,NOW', { unit: 'MONTHS', interval: '3' }, ['2026-01', '2026-04'], ['2026-02']],
  ['yyyyMMdd', 'NOW-3DAYS,NOW', {}, ['20260711', '20260714'], ['20260710', '20260715']],
  ['yyyy', 'NOW-1YEAR,NOW+1YEARS', {}, ['2025', '2027'], ['2024', '2028']],
  ["yyyy'-w'dd", '2026-w01,NOW', { unit: 'DAYS' }, ['2026-w01'], ['2026-01']],
])(
  'a column of dates %s in %s has exactly those of its range',
  (format, range, { unit, interval }: { unit?: string; interval?: string }, inside, outside) => {
    const of = dates(format, range, {
      ...(unit && { 'projection.p.interval.unit': unit }),
      ...(interval && { 'projection.p.interval': interval }),
    })
    expect(projectionFaults(of)).toEqual([])
    expect(inside.filter((value) => !has(of, value))).toEqual([])
    expect(outside.filter((value) => has(of, value))).toEqual([])
  },
)

test('several columns are found in the key, in any order, and without a template where Hive puts them', () => {
  const parameters = {
    'projection.a.type': 'enum',
    'projection.a.values': 'x, y',
    'projection.b.type': 'date',
    'projection.b.format': 'yyyy-MM',
    'projection.b.range': '2026-01,NOW',
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as Athena writes it
  const template = 's3://other/q/${b}/${a}'
  const placed = table(['a', 'b'], { ...parameters, 'storage.location.template': template })
  const { bucket, prefix, valuesOf } = partitionsOf(placed, NOW)
  expect({ bucket, prefix }).toEqual({ bucket: 'other', prefix: 'q/' })
  expect(valuesOf('q/2026-03/x/f')).toEqual(['x', '2026-03'])
  expect(valuesOf('q/2026-03/z/f')).toBeUndefined()
  expect(valuesOf('q/2026-03/xy')).toBeUndefined()
  expect(partitionsOf(table(['a', 'b'], parameters), NOW).valuesOf('t/a=y/b=2026-01/f')).toEqual(['y', '2026-01'])
})

test('what a projection lacks or has wrong is named', () => {
  const faults = (parameters: Record<string, string>) => projectionFaults(table(['p'], parameters)).join()
  const range = { 'projection.p.type': 'date', 'projection.p.range': '2026/01/01/00,NOW' }
  expect(faults({})).toContain('projection.p.type must be')
  expect(faults({ 'projection.p.type': 'constructor' })).toContain('projection.p.type must be')
  expect(faults(range)).toBe('projection.p.format is missing')
  expect(faults({ ...range, 'projection.p.format': 'yyyy/MM/dd/HH' })).toContain('interval.unit is missing')
  expect(faults({ ...range, 'projection.p.format': 'EEE' })).toContain('format EEE')
  expect(faults({ ...range, 'projection.p.format': 'yyyy' })).toContain('range 2026/01/01/00,NOW')
  expect(faults({ 'projection.p.type': 'injected', 'storage.location.template': 's3://files/' })).toContain(
    'does not name',
  )
})

test('a projection that is not here is refused by name when it is asked for', () => {
  const numbers = table(['p'], { 'projection.p.type': 'integer', 'projection.p.range': '1,9' })
  expect(() => partitionsOf(numbers, NOW)).toThrow('the projection integer of the partition column p')
})
