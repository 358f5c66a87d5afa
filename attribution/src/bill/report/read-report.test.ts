import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DriverTable } from '../../drivers/driver-table.ts'
import { BadRows } from '../../files/bad-input.ts'
import { type SampleReport, sampleReport } from '../../properties/sample-report.ts'
import { timeOf } from '../../time.ts'
import type { BillLine } from '../bill-line.ts'
import type { BillOptions } from '../bill-options.ts'
import { readBill } from '../read-bill.ts'
import { withDuckDb } from './duckdb.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'report-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

async function read(files: string[], options: Partial<BillOptions> = {}): Promise<BillLine[]> {
  const bad = new BadRows()
  const lines = await readBill(
    files,
    { basis: 'billed', drivers: new DriverTable(), resources: new Map(), ...options },
    bad,
  )
  bad.throwIfAny()
  return lines
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(directory, name), content)
  return join(directory, name)
}

const withSample = (work: (sample: SampleReport, connection: DuckDBConnection) => Promise<void>) =>
  withDuckDb(async (connection) => work(await sampleReport(connection, directory), connection))

const totalOf = (lines: BillLine[]) => lines.reduce((sum, { cost }) => sum + cost, 0n)
const comparable = (lines: BillLine[]) =>
  lines.map((line) => JSON.stringify(line, (_, value) => (typeof value === 'bigint' ? String(value) : value))).sort()

test('the sample report is read as it is, to the picodollar', async () => {
  await withSample(async ({ files, lines, total }) => {
    const report = await read(files)
    expect(report).toHaveLength(lines)
    expect(totalOf(report)).toBe(total)
    expect(new Set(report.map(({ driver }) => driver))).toContain('ddbReadUnits')
    expect(report.every(({ start, end }) => end - start === 3_600_000_000)).toBe(true)
  })
})

test('shuffled and unknown columns, other file types and other spellings of the columns change nothing', async () => {
  await withSample(async ({ files }, connection) => {
    const [first = '', second = first] = files
    const expected = comparable(await read([...new Set([first, second])]))
    const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${first}')`)
    const names = columns
      .getRowsJson()
      .map(([name]) => String(name))
      .reverse()
    const shuffled = [`42 AS something_new`, ...names.slice(3), `[1, 2] AS "another/new"`, ...names.slice(0, 3)].join(
      ', ',
    )
    const copies: string[] = []
    for (const [number, source] of [...new Set([first, second])].entries()) {
      const select = `SELECT ${shuffled} FROM read_parquet('${source}')`
      const path = join(directory, `${number}`)
      await connection.run(`COPY (${select}) TO '${path}.zstd' (FORMAT parquet, COMPRESSION zstd)`)
      await connection.run(`COPY (${select}) TO '${path}.csv' (FORMAT csv, HEADER)`)
      await connection.run(`COPY (${select}) TO '${path}.csv.gz' (FORMAT csv, HEADER, COMPRESSION gzip)`)
      copies.push(path)
    }
    for (const suffix of ['.zstd', '.csv', '.csv.gz']) {
      expect(comparable(await read(copies.map((path) => path + suffix)))).toEqual(expected)
    }
    // As the legacy report writes its header in CSV: lineItem/UnblendedCost.
    const [header = '', ...rows] = readFileSync(`${copies[0]}.csv`, 'utf8').split('\n')
    const slashes = header.replace(
      /\b(line_item|pricing|product)_(\w+)/g,
      (_, group: string, name: string) => `${camel(group, false)}/${camel(name, group !== 'product')}`,
    )
    expect(slashes).toContain('lineItem/UnblendedCost')
    const quoted = slashes.replace(/[^,]+/g, '"$&"')
    const legacy = await read([file('legacy', gzipSync([quoted, ...rows].join('\r\n')))])
    expect(comparable(legacy)).toEqual(comparable(await read([`${copies[0]}.csv`])))
  })
})

const camel = (snake: string, upper: boolean): string => {
  const words = snake.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return upper ? words.charAt(0).toUpperCase() + words.slice(1) : words
}

const HOUR = { start: timeOf('2026-01-05T10:00:00Z'), end: timeOf('2026-01-05T11:00:00Z') }

/** Lines of every type, in CUR 2.0. */
const CUR_2 = `
  SELECT * REPLACE (
    CAST(line_item_usage_amount AS DOUBLE) AS line_item_usage_amount,
    CAST(line_item_unblended_cost AS DOUBLE) AS line_item_unblended_cost
  ) FROM (VALUES
    ('Usage', 'AmazonDynamoDB', 'EU-TimedStorage-ByteHrs', 0.002, 0.0005, 0.0006, MAP {'user_tenant_id': ''}),
    ('Usage', 'AWSLambda', 'USW2-Lambda-GB-Second-ARM', 1.5, 0.00002, 0.00002, MAP {'user_team': 'x'}),
    ('SavingsPlanCoveredUsage', 'AWSLambda', 'USW2-Lambda-GB-Second', 10, 0.0002, 0.0002, MAP {}),
    ('SavingsPlanNegation', 'AWSLambda', 'USW2-Lambda-GB-Second', 10, -0.0002, 0, MAP {}),
    ('SavingsPlanRecurringFee', 'ComputeSavingsPlans', 'ComputeSP:1yrNoUpfront', 1, 0.1, NULL, MAP {}),
    ('Credit', 'AmazonDynamoDB', 'EU-WriteRequestUnits', 7, -0.25, NULL, MAP {}),
    ('Tax', 'AmazonDynamoDB', '', 1, 0.01, NULL, MAP {}),
    ('Usage', 'AmazonDynamoDB', 'WriteCapacityUnit-Hrs', 5, 0.3, 0.3, MAP {'user_tenant_id': 'acme'})
  ) AS lines(line_item_line_item_type, line_item_product_code, line_item_usage_type, line_item_usage_amount,
             line_item_unblended_cost, pricing_public_on_demand_cost, resource_tags),
  (SELECT TIMESTAMP '2026-01-05 10:00:00' AS line_item_usage_start_date, TIMESTAMP '2026-01-05 11:00:00' AS line_item_usage_end_date,
          '42' AS line_item_usage_account_id, 'eu-west-1' AS product_region_code, MAP {'region': 'x'} AS product)`

test('lines of all types count in CUR 2.0; only those of usage have a quantity, in the unit of the driver', async () => {
  await withDuckDb(async (connection) => {
    const path = join(directory, 'cur-2')
    await connection.run(`COPY (${CUR_2}) TO '${path}' (FORMAT parquet)`)
    const place = { ...HOUR, account: '42', region: 'eu-west-1' }
    const lines = await read([path])
    expect(lines).toEqual([
      // 2^30 bytes for the 744 hours of January.
      {
        ...place,
        service: 'AmazonDynamoDB',
        driver: 'ddbStorageByteHours',
        cost: 500_000_000n,
        quantity: { digits: 2n * 2n ** 30n * 744n, scale: 3 },
      },
      {
        ...place,
        service: 'AWSLambda',
        driver: 'lambdaMbMs',
        cost: 20_000_000n,
        quantity: { digits: 15n * 1_024_000n, scale: 1 },
      },
      {
        ...place,
        service: 'AWSLambda',
        driver: 'lambdaMbMs',
        cost: 200_000_000n,
        quantity: { digits: 100n * 1_024_000n, scale: 1 },
      },
      { ...place, service: 'AWSLambda', driver: 'lambdaMbMs', cost: -200_000_000n },
      { ...place, service: 'ComputeSavingsPlans', driver: null, cost: 100_000_000_000n },
      { ...place, service: 'AmazonDynamoDB', driver: 'ddbWriteUnits', cost: -250_000_000_000n },
      { ...place, service: 'AmazonDynamoDB', driver: null, cost: 10_000_000_000n },
      {
        ...place,
        service: 'AmazonDynamoDB',
        driver: 'ddbWriteUnits',
        cost: 300_000_000_000n,
        owner: 'acme',
        quantity: { digits: 50n * 3600n, scale: 1 },
      },
    ])
    expect(totalOf(await read([path], { basis: 'list' }))).toBe(300_820_000_000n)
    // In CSV the maps are JSON.
    const json = CUR_2.replace('REPLACE (', 'REPLACE (CAST(resource_tags AS JSON) AS resource_tags,')
    await connection.run(`COPY (${json}) TO '${path}.csv' (FORMAT csv, HEADER)`)
    expect(comparable(await read([`${path}.csv`]))).toEqual(comparable(lines))
  })
})

const FOCUS_HEADER =
  'BilledCost,ListCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ServiceName,x_ServiceCode,SkuMeter,ConsumedQuantity,SubAccountId,RegionId,ResourceId,Tags'
const FOCUS = [
  '0.5,1,Usage,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,AWS Lambda,AWSLambda,USW2-Request,10,42,us-west-2,arn:a,"{""team"":""x""}"',
  '-0.25,0,Credit,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,AWS Lambda,,USW2-Request,,42,us-west-2,,',
  '0.30000000000000004,0,Usage,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,AWS Lambda,AWSLambda,USW2-Request,1,42,us-west-2,arn:b,"{""TenantId"":""acme""}"',
  '7,7,Usage,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,AWS Lambda,AWSLambda,USW2-Request,1,42,us-west-2,arn:silo,"{""TenantId"":""acme""}"',
  '1,1,Tax,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,Tax,,,,,,,',
]

test('FOCUS 1.2 is read; a recorded resource is its owner’s, then a tagged one', async () => {
  const lambda = { ...HOUR, service: 'AWSLambda', account: '42', region: 'us-west-2', driver: 'lambdaInvocations' }
  const resources = new Map([
    ['arn:silo', 'globex'],
    ['arn:a', null],
  ])
  const path = file('focus', gzipSync([FOCUS_HEADER, ...FOCUS, ''].join('\n')))
  const lines = await read([path], { resources })
  expect(lines).toEqual([
    { ...lambda, cost: 500_000_000_000n, quantity: { digits: 10n, scale: 0 }, owner: null },
    { ...lambda, service: 'AWS Lambda', cost: -250_000_000_000n },
    { ...lambda, cost: 300_000_000_000n, quantity: { digits: 1n, scale: 0 }, owner: 'acme' },
    { ...lambda, cost: 7_000_000_000_000n, quantity: { digits: 1n, scale: 0 }, owner: 'globex' },
    { ...HOUR, service: 'Tax', account: '', region: '', driver: null, cost: 1_000_000_000_000n },
  ])
  expect(totalOf(await read([path], { basis: 'list' }))).toBe(9n * 10n ** 12n)
})

test.each([
  [
    'a cost that is no number',
    FOCUS.with(2, FOCUS[2]?.replace('0.30000000000000004', '0,3') ?? ''),
    4,
    'Expected Number of Columns',
  ],
  [
    'a cost in words',
    FOCUS.with(2, FOCUS[2]?.replace('0.30000000000000004', 'free') ?? ''),
    4,
    'billed_cost is not a number: free',
  ],
  ['no cost', FOCUS.with(3, FOCUS[3]?.replace('7,', ',') ?? ''), 5, 'the line has no cost'],
  ['no time', FOCUS.with(0, FOCUS[0]?.replace('2026-01-05T10:00:00Z', '') ?? ''), 2, 'start_time is not a time'],
  [
    'an end before its start',
    FOCUS.with(0, FOCUS[0]?.replace('2026-01-05T10', '2026-01-05T12') ?? ''),
    2,
    'ends before it starts',
  ],
  ['an infinite quantity', FOCUS.with(0, FOCUS[0]?.replace(',10,', ',Infinity,') ?? ''), 2, 'quantity is not a number'],
  [
    'a row with line breaks before it',
    ['1,1,Tax,2026-01-05,2026-01-06,"Tax\n\n\n",,,,,,,', FOCUS[0]?.replace('0.5', 'x') ?? ''],
    6,
    'billed_cost is not a number',
  ],
])('%s stops the run, and the line is named', async (_, rows, line, what) => {
  for (const [name, content] of [
    ['plain', [FOCUS_HEADER, ...rows, ''].join('\n')],
    ['packed', gzipSync([FOCUS_HEADER, ...rows].join('\n'))],
  ] as const) {
    const path = file(name, content)
    await expect(read([path])).rejects.toThrow(`${path}:${line}: `)
    await expect(read([path])).rejects.toThrow(what)
  }
})

test('the row of a Parquet file is named', async () => {
  await withDuckDb(async (connection) => {
    const path = join(directory, 'bad')
    const select = CUR_2.replace(
      "'SavingsPlanNegation', 'AWSLambda', 'USW2-Lambda-GB-Second', 10, -0.0002",
      "'Usage', 'AWSLambda', 'Request', 10, NULL",
    )
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
    await expect(read([path])).rejects.toThrow(`${path}:4: the line has no cost`)
  })
})

test('what is no bill is refused, and said to lack what', async () => {
  await expect(read([file('a', 'name,price\nx,1\n')])).rejects.toThrow(/a:1: is not a bill.*lacks/)
  await expect(read([file('b', 'not a bill at all')])).rejects.toThrow('b:1: is not a bill')
  await expect(read([file('c', FOCUS_HEADER.replace('ListCost', 'BilledCost'))])).rejects.toThrow(
    'c:1: two columns are named "BilledCost"',
  )
  await expect(read([file('d', Buffer.from('PAR1 and nothing else'))])).rejects.toThrow('/d: ')
  await expect(read([file('e', gzipSync('{}').subarray(0, 12))])).rejects.toThrow('the gzip data is damaged or cut off')
  await expect(read([file('f', gzipSync('PAR1'))])).rejects.toThrow('unpack it first')
  expect(await read([file('g', ''), file('h', `${FOCUS_HEADER}\n`), file('i', '\n\n')])).toEqual([])
})

test('names of files may hold what means something to SQL and to globs', async () => {
  await withSample(async ({ files: [first = ''] }) => {
    const path = join(directory, "it's [a] *file?.parquet")
    copyFileSync(first, path)
    expect(await read([path])).toEqual(await read([first]))
  })
})
