import { AthenaClient, StopQueryExecutionCommand } from '@aws-sdk/client-athena'
import { beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'
import { askAthena, TEMPLATE } from './athena-cloud.ts'

const cloud = useCloud()
const { putLines, putText, result, outcome, start, ended } = askAthena(cloud)
const HOUR = "datehour = '2026/01/05/10'"

beforeAll(async () => {
  await cloud.deploy(TEMPLATE)
  await putLines('usage/2026/01/05/10/a.gz', [
    {
      id: 'a',
      tenantId: 'acme',
      units: 0.00001,
      usage: { ddbReadUnits: '30.5' },
      record: { requestId: 'r', ms: 7 },
      raw: { b: [1] },
    },
    { id: 'b', tenantId: 'globex', units: 12, raw: 'with "quotes", and a comma' },
  ])
  await putText('usage/2026/01/05/10/b.json', '{"id":"c","tenantid":"acme","units":"no number"}\n{"id":"half\n')
  await putLines('usage/2026/01/05/11/a.gz', [{ id: 'd', tenantId: 'acme', units: 1 }])
  await putText('usage/2026/01/05/12/_hidden', 'not read')
  // Before the first hour that the table projects.
  await putLines('usage/2025/12/31/23/a.gz', [{ id: 'never' }])
})

test('a result is a file of CSV: every value in quotes, null without any, and files of no partition are not there', async () => {
  const sql = 'SELECT id, tenantid, units, raw, datehour FROM usage WHERE id IS NOT NULL ORDER BY id'
  expect(await result(sql)).toBe(
    [
      '"id","tenantid","units","raw","datehour"',
      '"a","acme","1.0E-5","{""b"":[1]}","2026/01/05/10"',
      '"b","globex","12.0","with ""quotes"", and a comma","2026/01/05/10"',
      '"c","acme",,,"2026/01/05/10"',
      '"d","acme","1.0",,"2026/01/05/11"',
      '',
    ].join('\n'),
  )
})

test('only the files of the partitions that a query needs are read', async () => {
  const all = await outcome('SELECT count(*) FROM usage')
  const one = await outcome("SELECT count(*) FROM usage u WHERE u.datehour = '2026/01/05/11' AND u.id <> 'x'")
  const range = await outcome(
    "SELECT count(*) FROM costs.usage WHERE datehour BETWEEN '2026/01/05/11' AND '2026/01/05/23'",
  )
  const none = await outcome("SELECT count(*) FROM usage WHERE datehour = '2026/02/01/00'")
  expect([all, one, range, none].map(({ state }) => state)).toEqual(Array(4).fill('SUCCEEDED'))
  expect(one.scanned).toBeGreaterThan(0)
  expect(one.scanned).toBeLessThan(all.scanned ?? 0)
  expect(range.scanned).toBe(one.scanned)
  expect(none.scanned).toBe(0)
})

test('a condition that a missing partner meets leaves no partition out', async () => {
  const sql = `SELECT count(*) AS n FROM (VALUES ('d'), ('x')) AS v(id) LEFT JOIN usage u ON u.id = v.id WHERE u.datehour IS NULL`
  expect(await result(sql)).toBe('"n"\n"1"\n')
})

test('functions of Trino do what they do there', async () => {
  const sql = `SELECT usage['ddbReadUnits'] AS a, element_at(usage, 'none') AS b, json_extract_scalar(CAST(usage AS json), '$.ddbReadUnits') AS c,
    record.ms AS d, json_extract_scalar(raw, '$.b') AS e, regexp_like(id, '^a') AS f, CAST(units AS decimal(38, 12)) AS g
    FROM usage WHERE ${HOUR} AND id = 'a'`
  expect(await result(sql)).toBe('"a","b","c","d","e","f","g"\n"30.5",,"30.5","7",,"true","0.000010000000"\n')
})

test('parameters are put in their places, and choose partitions too', async () => {
  const sql = 'SELECT id FROM usage WHERE datehour = ? AND tenantid = ? ORDER BY id'
  const more = { ExecutionParameters: ["'2026/01/05/10'", "'acme'"] }
  expect(await result(sql, more)).toBe('"id"\n"a"\n"c"\n')
  expect(await outcome(sql, { ExecutionParameters: ["'x'"] })).toMatchObject({
    reason: expect.stringMatching(/Incorrect number/),
  })
  const injected = await outcome(sql, { ExecutionParameters: ["'x' OR true", "'y'"] })
  expect(injected).toMatchObject({ state: 'FAILED', reason: expect.stringMatching(/no literal/) })
})

test('subqueries, WITH and unions are read like any other', async () => {
  const sql = `WITH mine AS (SELECT tenantid, units FROM usage WHERE ${HOUR} AND tenantid = 'globex')
    SELECT tenantid, sum(units) AS units FROM mine GROUP BY tenantid UNION ALL SELECT 'x', 2e0 ORDER BY 1`
  expect(await result(sql)).toBe('"tenantid","units"\n"globex","12.0"\n"x","2.0"\n')
})

test.each([
  ['SELEC 1', /SYNTAX_ERROR/],
  ['SELECT 1; SELECT 2', /Only one sql statement/],
  ['SELECT * FROM nowhere', /TABLE_NOT_FOUND.*costs\.nowhere/],
  ['SELECT * FROM none.usage', /SCHEMA_NOT_FOUND/],
  ['SELECT nothing FROM usage', /nothing/],
  ['DROP TABLE usage', /does not support statements other than SELECT/],
  ["COPY (SELECT 1) TO '/tmp/x'", /SELECT/],
  ['SELECT 1 / 2', /does not support the operator \//],
  ['SELECT current_timestamp', /does not support the function/],
  ["SELECT getenv('PATH')", /does not support the function getenv/],
  ["SELECT * FROM '/etc/passwd'", /TABLE_NOT_FOUND/],
  ["SELECT * FROM read_text('/etc/passwd')", /read_text not registered/],
  ["SELECT * FROM read_csv('http://127.0.0.1:1/x')", /read_csv not registered/],
  ['SELECT * FROM duckdb_settings()', /duckdb_settings not registered/],
  ['SELECT * FROM memory.information_schema.tables', /CATALOG_NOT_FOUND/],
])('a query that cannot run fails with its reason, and the cloud goes on: %s', async (sql, reason) => {
  expect(await outcome(sql)).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(reason),
    error: { ErrorCategory: 2, Retryable: false },
  })
})

test('a query that needs more memory than it may have fails, and the cloud goes on', async () => {
  const texts = Array.from({ length: 200 }, (_, x) => `'${String(x).padStart(1000, '.')}'`)
  const all = 'SELECT array_agg(a.x || b.x || c.x) AS v FROM n a CROSS JOIN n b CROSS JOIN n c'
  const sql = `WITH n AS (SELECT x FROM UNNEST(ARRAY[${texts.join()}]) AS t(x)) ${all}`
  expect(await outcome(sql)).toMatchObject({ state: 'FAILED', reason: expect.stringMatching(/memory/i) })
  expect(await result('SELECT 1 AS one')).toBe('"one"\n"1"\n')
})

test('a query that runs too long can be stopped', async () => {
  const list = Array.from({ length: 1000 }, (_, x) => x).join()
  const id = await start(
    `WITH n AS (SELECT x FROM UNNEST(ARRAY[${list}]) AS t(x)) SELECT sum(a.x * b.x * c.x * d.x) AS s FROM n a CROSS JOIN n b CROSS JOIN n c CROSS JOIN n d`,
  )
  await new AthenaClient(cloud.options()).send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
  expect((await ended(id)).Status?.State).toBe('CANCELLED')
  expect(await result('SELECT 1 AS one')).toBe('"one"\n"1"\n')
})

test('the same token starts one query, and another query under it is refused', async () => {
  const ClientRequestToken = 'a'.repeat(32)
  const first = await start('SELECT 1', { ClientRequestToken })
  expect(await start('SELECT 1', { ClientRequestToken })).toBe(first)
  await expect(start('SELECT 2', { ClientRequestToken })).rejects.toThrow('Idempotent parameters do not match')
})

test('a query is cancelled that reads more than its workgroup lets it', async () => {
  await putText('usage/2026/01/06/00/large', `${JSON.stringify({ id: 'x'.repeat(10_000_001) })}\n`)
  expect(await outcome("SELECT count(*) FROM usage WHERE datehour = '2026/01/06/00'")).toMatchObject({
    state: 'CANCELLED',
    reason: 'Bytes scanned limit was exceeded',
  })
})
