import { beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'
import { askAthena, TEMPLATE } from './athena-cloud.ts'

const cloud = useCloud()
const { outcome, result, putText, putLines } = askAthena(cloud)
const OPENX = 'org.openx.data.jsonserde.JsonSerDe'

interface Made {
  columns?: Record<string, string>
  partitions?: string[]
  serde?: string
  serdeParameters?: Record<string, string>
  parameters?: Record<string, string>
}

const table = (
  Name: string,
  { columns = { id: 'string' }, partitions = [], serde = OPENX, serdeParameters = {}, parameters = {} }: Made,
) => ({
  Type: 'AWS::Glue::Table',
  DependsOn: 'Database',
  Properties: {
    CatalogId: '000000000000',
    DatabaseName: 'costs',
    TableInput: {
      Name,
      Parameters: parameters,
      PartitionKeys: partitions.map((key) => ({ Name: key, Type: 'string' })),
      StorageDescriptor: {
        Location: `s3://files/${Name}`,
        Columns: Object.entries(columns).map(([column, Type]) => ({ Name: column, Type })),
        SerdeInfo: { SerializationLibrary: serde, Parameters: serdeParameters },
      },
    },
  },
})

const projected = { 'projection.enabled': 'true', 'projection.p.type': 'enum', 'projection.p.values': 'a,b' }

beforeAll(async () => {
  await cloud.deploy({
    Resources: {
      ...TEMPLATE.Resources,
      Empty: table('empty', {
        columns: { id: 'string', n: 'decimal(10,2)', tags: 'map<string,string>', list: 'array<int>' },
      }),
      Unpartitioned: table('unpartitioned', { partitions: ['p'] }),
      Hive: table('hive', { partitions: ['p'], parameters: projected }),
      Strict: table('strict', {}),
      Mapped: table('mapped', { columns: { kind: 'string' }, serdeParameters: { 'mapping.kind': 'type' } }),
      Text: table('texts', { serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' }),
      Cased: table('cased', { serdeParameters: { 'case.insensitive': 'false' } }),
      Binary: table('binaries', { columns: { id: 'binary' } }),
      Numbers: table('numbers', {
        partitions: ['p'],
        parameters: { 'projection.enabled': 'true', 'projection.p.type': 'integer', 'projection.p.range': '1,9' },
      }),
    },
  })
  for (const name of ['unpartitioned/p=a', 'texts', 'cased', 'binaries'])
    await putText(`${name}/file.json`, '{"id":"x"}\n')
  await putLines('hive/p=a/1.gz', [{ ID: 'one' }])
  await putLines('hive/p=b/1.gz', [{ id: 'two' }])
  await putLines('hive/p=c/1.gz', [{ id: 'three' }])
  await putText('strict/file', '{"id":"x"}\nno json\n')
  await putText('mapped/file', '{"type":"report","kind":"other"}\n')
})

test('a table without files has its columns and no row, and so has one to which no partition was added', async () => {
  expect(await result('SELECT * FROM empty')).toBe('"id","n","tags","list"\n')
  expect(await result('SELECT count(*) AS n FROM unpartitioned')).toBe('"n"\n"0"\n')
})

test('without a template partitions are where Hive puts them, and only those of the projection are there', async () => {
  expect(await result('SELECT id, p FROM hive ORDER BY p')).toBe('"id","p"\n"one","a"\n"two","b"\n')
  const [all, one] = [await outcome('SELECT id FROM hive'), await outcome("SELECT id FROM hive h WHERE h.p IN ('b')")]
  expect(one.scanned).toBeLessThan(all.scanned ?? 0)
})

test('a line that is no JSON fails a query, unless the table says that such are ignored', async () => {
  expect(await outcome('SELECT id FROM strict')).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(/JSON/),
  })
})

test('a column may have another name in the lines', async () => {
  expect(await result('SELECT kind FROM mapped')).toBe('"kind"\n"report"\n')
})

test.each([
  ['texts', /the SerDe org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe of the table texts/],
  ['cased', /the property case.insensitive of the JSON SerDe/],
  ['binaries', /the column type binary/],
  ['numbers', /the projection integer of the partition column p/],
])('a table that cannot be read here fails its query by name: %s', async (name, reason) => {
  expect(await outcome(`SELECT * FROM ${name}`)).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(reason),
  })
})
