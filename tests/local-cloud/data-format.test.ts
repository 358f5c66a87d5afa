import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Cloud, type CloudOptions, startCloud } from '@tenantry/local-cloud/cloud.ts'
import { movableClock } from '@tenantry/local-cloud/core/clock.ts'
import { DATA_FORMAT } from '@tenantry/local-cloud/core/data-format.ts'
import { expect, onTestFinished, test } from 'vitest'

// A data folder of another version is migrated, or refused by name with what to do. It is never opened empty.

const FOLDER = join(import.meta.dirname, 'data-folder')
/** Just after the data of the earlier format was written. */
const NOW = 1_795_916_678_879

function dataFolder(fill: (cloudFolder: string) => void = () => {}): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-format-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  mkdirSync(join(dataDir, 'cloud'))
  fill(join(dataDir, 'cloud'))
  return dataDir
}

const withDatabase =
  (...statements: string[]) =>
  (folder: string) => {
    const database = new DatabaseSync(join(folder, 'local-cloud.sqlite'))
    for (const sql of statements) database.exec(sql)
    database.close()
  }
const FORMAT_0 = readFileSync(join(FOLDER, 'format-0.sql'), 'utf8')

const start = (dataDir: string, more: Partial<CloudOptions> = {}): Promise<Cloud> => {
  const root = { accessKeyId: 'AKIA', secretAccessKey: 'secret' }
  return startCloud({ dataDir, port: 0, root, clock: movableClock(NOW), ...more })
}
async function open(...args: Parameters<typeof start>): Promise<Cloud> {
  const cloud = await start(...args)
  onTestFinished(() => cloud.close())
  return cloud
}
const refusal = (dataDir: string, more: Partial<CloudOptions> = {}) =>
  open(dataDir, more).then(
    () => 'opened',
    (error) => error.message.replace(dataDir, '<folder>'),
  )
const WHAT_TO_DO = 'Start it with the version that made it, or give another data folder to begin anew.'

test('a folder of the format before formats were recorded keeps everything, and its stack is the same stack', async () => {
  const dataDir = dataFolder(withDatabase(FORMAT_0))
  const cloud = await open(dataDir)
  const scan = await cloud.call('dynamodb', 'Scan', { TableName: 'shop', IndexName: 'byG' })
  expect(scan.Items.map(({ s }: { s: { S: string } }) => s.S).sort()).toEqual(['1', '2'])
  const QueueUrl = cloud.output('shop', 'Queue')
  expect((await cloud.call('sqs', 'ReceiveMessage', { QueueUrl })).Messages).toMatchObject([{ Body: 'hello' }])
  const { events } = await cloud.call('logs', 'FilterLogEvents', { logGroupName: '/shop' })
  expect(events).toMatchObject([{ message: 'kept' }])
  expect((await cloud.call('ssm', 'GetParameter', { Name: '/shop/limit' })).Parameter.Value).toBe('7')
  expect((await cloud.call('iam', 'GetRole', { RoleName: 'worker' })).Role.RoleName).toBe('worker')
  expect((await cloud.call('states', 'ListStateMachines', {})).stateMachines).toMatchObject([{ name: 'machine' }])

  const before = (await cloud.call('cloudformation', 'DescribeStacks', {})).Stacks[0].StackId
  const assembly = mkdtempSync(join(dataDir, 'assembly-'))
  writeFileSync(join(assembly, 'shop.template.json'), readFileSync(join(FOLDER, 'template.json')))
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'shop.template.json' } }
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({ artifacts: { shop: artifact } }))
  await cloud.deployAssembly(assembly, {})
  expect((await cloud.call('cloudformation', 'DescribeStacks', {})).Stacks[0].StackId).toBe(before)
  expect((await cloud.call('dynamodb', 'Scan', { TableName: 'shop' })).Count).toBe(2)
})

test('early state machines lose the column that CloudFormation has now', async () => {
  const early = FORMAT_0.replace('name TEXT NOT NULL, revision', 'name TEXT NOT NULL, owner TEXT, revision')
  expect(early).not.toBe(FORMAT_0)
  const cloud = await open(dataFolder(withDatabase(early)))
  expect((await cloud.call('states', 'ListStateMachines', {})).stateMachines).toMatchObject([{ name: 'machine' }])
})

test('what is new has the formats of this version, and opens again', async () => {
  const dataDir = dataFolder()
  const application = { name: 'Shop', dataFormat: 3 }
  await (await start(dataDir, { application })).close()
  await (await start(dataDir, { application })).close()
  const database = new DatabaseSync(join(dataDir, 'cloud', 'local-cloud.sqlite'))
  const formats = database.prepare('SELECT name, format FROM core_formats ORDER BY name').all()
  database.close()
  expect(formats.map((row) => ({ ...row }))).toEqual([
    { name: 'Shop', format: 3 },
    { name: 'local-cloud', format: DATA_FORMAT },
  ])
})

const recorded = (name: string, format: number) =>
  withDatabase(
    FORMAT_0,
    'CREATE TABLE core_formats (name TEXT PRIMARY KEY, format INTEGER NOT NULL)',
    `INSERT INTO core_formats VALUES ('${name}', ${format})`,
  )

test.each<[string, (folder: string) => void, Partial<CloudOptions>, string]>([
  [
    'of a later version of the local cloud',
    recorded('local-cloud', 99),
    {},
    `was made by a later version of the local cloud (data format 99; this version reads ${DATA_FORMAT}).`,
  ],
  [
    'of an earlier version of the application, whose format was not recorded',
    withDatabase(FORMAT_0),
    { application: { name: 'Shop', dataFormat: 2 } },
    'was made by an earlier version of Shop (data format 1; this version reads 2).',
  ],
  [
    'of a later version of the application',
    recorded('Shop', 3),
    { application: { name: 'Shop', dataFormat: 2 } },
    'was made by a later version of Shop (data format 3; this version reads 2).',
  ],
  [
    'whose tables are of another version',
    withDatabase('CREATE TABLE sqs_messages (id TEXT PRIMARY KEY)'),
    {},
    'was made by another version: no such column',
  ],
  [
    'whose database is gone',
    (folder) => writeFileSync(join(folder, 's3.sqlite'), 'objects'),
    {},
    'has data (s3.sqlite) without the database local-cloud.sqlite.',
  ],
  [
    'whose database is something else',
    (folder) => writeFileSync(join(folder, 'local-cloud.sqlite'), 'not a database at all, but long enough to be read'),
    {},
    'has a local-cloud.sqlite that is not a database, or is damaged.',
  ],
])('a folder %s is refused by name, with what to do, and left as it is', async (_, fill, options, why) => {
  const dataDir = dataFolder(fill)
  const message = await refusal(dataDir, options)
  expect(message).toContain(`The data folder <folder> ${why}`)
  expect(message).toContain(WHAT_TO_DO)
  // It was not taken either: the same is said again.
  expect(await refusal(dataDir, options)).toBe(message)
})

test('a folder whose first start was cut short is a new one', async () => {
  await open(dataFolder((folder) => writeFileSync(join(folder, 'local-cloud.sqlite'), '')))
  await open(dataFolder())
})
