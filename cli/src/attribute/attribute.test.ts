import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { attribute } from '../commands/attribute.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attribute-'))
  file('bill', rows(READS, SUPPORT))
  file('usage', rows(USED_BY('a', '30'), USED_BY('b', '10'), USED_BY(null, '20')))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

const rows = (...objects: object[]) => objects.map((row) => JSON.stringify(row)).join('\n')
const file = (name: string, content: string | Buffer) => writeFileSync(join(directory, name), content)

const HOUR = { start: '2026-01-01T00:00:00Z', end: '2026-01-01T01:00:00Z' }
const READS = {
  ...HOUR,
  id: '1',
  service: 'AmazonDynamoDB',
  usageType: 'ReadRequestUnits',
  quantity: '100',
  billedCost: '1',
  listCost: '2',
}
const SUPPORT = { ...HOUR, id: '2', service: 'AWSSupport', usageType: 'Dollar', billedCost: '-0.25', listCost: '0' }
const USED_BY = (subject: string | null, ddbReadUnits: string) => ({
  id: `${subject}`,
  source: 's',
  subject,
  time: '2026-01-01T00:10:00Z',
  usage: { ddbReadUnits },
})

/** Runs the command where the files are, and answers what it printed. */
async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { log: [] as unknown[], error: [] as unknown[] }
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line) => printed[stream].push(line))
  }
  const code = await attribute(args, { INIT_CWD: directory })
  return { code, out: printed.log.join('\n'), err: printed.error.join('\n') }
}
const json = async (...args: string[]) =>
  JSON.parse((await command('--bill', 'bill', '--usage', 'usage', '--json', ...args)).out)

test('with --json it prints the bill, what is unallocated, and the cost by tenant and by tenant and service', async () => {
  expect(await json()).toEqual({
    billTotal: '0.750000000000',
    unallocated: '0.350000000000',
    byTenant: { a: '0.300000000000', b: '0.100000000000' },
    byTenantService: { 'a|AmazonDynamoDB': '0.300000000000', 'b|AmazonDynamoDB': '0.100000000000' },
  })
})

test('policy, basis, drivers, resources and spread change what they say', async () => {
  expect(await json('--policy', 'metered')).toMatchObject({ byTenant: { a: '0.500000000000', b: '0.166666666667' } })
  expect(await json('--basis', 'list')).toMatchObject({
    billTotal: '2.000000000000',
    byTenant: { a: '0.600000000000' },
  })
  file('drivers', JSON.stringify({ drivers: [{ service: 'AWSSupport', usageType: 'Dollar', metric: 'ddbReadUnits' }] }))
  expect(await json('--drivers', 'drivers')).toMatchObject({ byTenantService: { 'a|AWSSupport': '-0.075000000000' } })
  expect(await json('--spread', 'even')).toMatchObject({
    unallocated: '0.350000000000',
    shared: { a: '0.175000000000', b: '0.175000000000' },
    unspread: '0.000000000000',
  })
  file('weights', JSON.stringify({ b: '2', c: '3.0' }))
  expect(await json('--spread', 'weights')).toMatchObject({ shared: { b: '0.140000000000', c: '0.210000000000' } })
})

test('a resource that is recorded is its tenant’s alone', async () => {
  const header =
    'BilledCost,ListCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ServiceName,SkuMeter,ConsumedQuantity,ResourceId'
  const line = `1,1,Usage,${HOUR.start},${HOUR.end},AWS Lambda,Request,1,arn:silo`
  file('focus', gzipSync(`${header}\n${line}\n`))
  file('resources', rows({ resourceId: 'arn:silo', tenant: 'acme' }, { resourceId: 'arn:platform', tenant: null }))
  const { out } = await command('--bill', 'focus', '--usage', 'usage', '--resources', 'resources', '--json')
  expect(JSON.parse(out)).toMatchObject({ unallocated: '0.000000000000', byTenant: { acme: '1.000000000000' } })
})

test('several files of each kind are one bill and one usage, and a file that is named twice counts once', async () => {
  file('bill-1', rows(READS))
  file('bill-2', gzipSync(rows(SUPPORT)))
  file('usage-1', rows(USED_BY('a', '30'), USED_BY('b', '10')))
  file('usage-2', rows(USED_BY(null, '20'), USED_BY('b', '10')))
  const whole = await json()
  const { out } = await command(
    '--json',
    '--usage',
    'usage-1',
    'usage-2',
    '--bill',
    'bill-1',
    'bill-2',
    '--bill',
    './bill-1',
  )
  expect(JSON.parse(out)).toEqual(whole)
})

test('without --json it prints tables: services, why something is unallocated, tenants', async () => {
  const { code, out } = await command('--bill', 'bill', '--usage', 'usage')
  expect(code).toBe(0)
  expect(out).toMatch(/^AmazonDynamoDB +1\.000000000000 +0\.400000000000 +0\.600000000000 +40\.0 %$/m)
  expect(out).toMatch(/^Total +0\.750000000000 +0\.400000000000 +0\.350000000000 +53\.3 %$/m)
  expect(out).toMatch(/^the platform's own +0\.200000000000 /m)
  expect(out).toMatch(/^idle, or metered late +0\.400000000000 /m)
  expect(out).toMatch(/^no driver +-0\.250000000000 /m)
  expect(out).toMatch(/^a +0\.300000000000 +40\.0 %\nb +0\.100000000000 /m)
})

test('bad rows of bill and usage are named by file and line, and nothing is printed to standard output', async () => {
  file('bill', rows(READS, { ...SUPPORT, billedCost: '0.1234567890123' }))
  file('usage', `${rows(USED_BY('a', '30'))}\n\n${rows(USED_BY('b', '-10'))}\nnonsense`)
  const { code, out, err } = await command('--bill', 'bill', '--usage', 'usage', '--json')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/bill:2: billedCost .*at most 12 decimals/)
  expect(err).toMatch(/usage:3: usage.ddbReadUnits must be a decimal of at least 0/)
  expect(err).toMatch(/usage:4: is not JSON\nNothing was attributed\.$/)
})

test.each<[string, string[]]>([
  ['missing: there is no such file', ['--bill', 'bill', 'missing', '--usage', 'usage']],
  ['is a directory; name the files in it', ['--bill', '.', '--usage', 'usage']],
  ['usage: Unexpected', ['--bill', 'bill', '--usage', 'usage', '--drivers', 'usage']],
  ['bill:1: resourceId is missing', ['--bill', 'bill', '--usage', 'usage', '--resources', 'bill']],
])('%s: that ends the run', async (what, args) => {
  const { code, out, err } = await command(...args, '--json')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(what)
})

test.each<[string, string[]]>([
  ['--usage names no file', ['--bill', 'bill']],
  ['--bill names no file', ['--usage', 'usage']],
  ['--policy is billed or metered, not "both"', ['--bill', 'b', '--usage', 'u', '--policy', 'both']],
  ['--basis is billed or list', ['--bill', 'b', '--usage', 'u', '--basis', 'net']],
  ["Unknown option '--sum'", ['--bill', 'b', '--usage', 'u', '--sum']],
  ['"x" belongs to no option', ['--bill', 'b', '--usage', 'u', '--json', 'x']],
])('%s: that prints how to call it', async (what, args) => {
  const { code, out, err } = await command(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(what)
  expect(err).toContain('tenantry attribute --bill <files…>')
})
