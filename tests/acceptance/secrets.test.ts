import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyAssembly, editTemplate } from '../attacks/world/edit-assembly.ts'
import { type Answer, client } from './client.ts'
import { readCloudState } from './cloud-state.ts'
import { eventually } from './eventually.ts'
import { mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn, tokensByAmplify } from './person.ts'
import { freshSystem } from './system.ts'

// A journey with its failures; then everything that the system wrote down is read, and no secret may be where it has no business.
let system: Awaited<ReturnType<typeof freshSystem>>
let acme: Tenant
const answers: Answer[] = []

/** A secret, and the tables of the local cloud in which it may be: nowhere else. */
interface Secret {
  name: string
  value: string
  mayBeIn: RegExp
}
const secrets: Secret[] = []
const NOWHERE = /^$/

beforeAll(async () => {
  system = await freshSystem()
  const { endpoints } = system
  const { operator } = endpoints
  acme = await onboard(endpoints, 'Secretive', 'ada@secretive.example')
  secret('the first temporary password', temporaryPassword(await mailTo(endpoints, acme.email)), /^mail_outbox$/)
  secret("the admin's password", PASSWORD, NOWHERE)
  secret("the operator's password", operator.password, NOWHERE)
  secret("the administrator's key", endpoints.credentials.secretAccessKey, NOWHERE)

  await carryOn()
  await failInManyWays()
  // What is logged of the answers before is written by then.
  await client(endpoints.controlPlaneApi).get('/openapi.json')
  await eventually('the last request to be logged', async () =>
    rows().some(({ table, text }) => table === 'logs_events' && text.includes('/openapi.json')),
  )
  for (const value of keysOf('iam_sessions', 'secretAccessKey')) secret('a session key', value, /^iam_sessions$/)
  for (const { value } of (await system.cloud.call('apigateway', 'GetApiKeys', { includeValues: true })).item) {
    // The directory, whose row names the tenant's shards, hands it to the gateway.
    secret("a tenant's API key", value, /^apigateway_api_keys$|^dynamodb_/)
  }
})

afterAll(() => system.close())

const secret = (name: string, value: string, mayBeIn: RegExp) => {
  if (value.length < 8) throw new Error(`${name} is no secret: ${value}`)
  secrets.push({ name, value, mayBeIn })
}

/** Sales, an invitation, a suspension, a refresh of nothing: what every log has seen. */
async function carryOn() {
  const { endpoints } = system
  const { operator } = endpoints
  const { id } = await tokensByAmplify(endpoints, acme.config, { email: acme.email, password: PASSWORD })
  secret("the admin's access token", acme.token, NOWHERE)
  secret("the admin's id token", id, NOWHERE)
  const product = { name: 'Lamp', sku: 'L', price: 1, category: 'Light', stock: 1 }
  answers.push(await acme.api.post('/products', product))
  answers.push(await acme.api.post('/users', { email: 'bob@secretive.example', role: 'TenantUser' }))
  secret(
    'the second temporary password',
    temporaryPassword(await mailTo(endpoints, 'bob@secretive.example')),
    /^mail_outbox$/,
  )
  const token = await signIn(endpoints, operator, { email: operator.username, password: operator.password })
  secret("the operator's access token", token, NOWHERE)
  const admin = client(endpoints.controlPlaneApi, token)
  answers.push(await admin.post('/operators', { email: 'sue@secretive.example', role: 'CustomerSupport' }))
  secret(
    "an operator's temporary password",
    temporaryPassword(await mailTo(endpoints, 'sue@secretive.example')),
    /^mail_outbox$/,
  )
  answers.push(await admin.post(`/tenants/${acme.config.tenantId}/suspend`, { reason: 'Test' }))
  answers.push(await admin.post(`/tenants/${acme.config.tenantId}/reactivate`, undefined))
  answers.push(await admin.get(`/tenants/${acme.config.tenantId}`))
}

async function failInManyWays() {
  const { endpoints } = system
  const wrong = signIn(endpoints, acme.config, { email: acme.email, password: 'Wrong-horse-4242' })
  await expect(wrong).rejects.toThrow()
  secret('a wrong password', 'Wrong-horse-4242', NOWHERE)
  const forged = `${acme.token.slice(0, -8)}AAAAAAAA`
  for (const token of [forged, 'nonsense-token-value', acme.token.split('.')[1] ?? '']) {
    answers.push(await client(acme.config.apiUrl, token).get('/products'))
    answers.push(await client(endpoints.controlPlaneApi, token).get('/tenants'))
  }
  answers.push(await acme.api.post('/products', { password: PASSWORD, token: acme.token }))
  answers.push(await acme.api.post('/products', `{"name": "${PASSWORD}"`))
  answers.push(await acme.api.get('/products/unknown', { 'X-Tenant-Id': acme.token.slice(0, 40) }))
  answers.push(
    await acme.api.send('POST', '/orders', { name: 'x', lines: [] }, { authorization: `Basic ${acme.token}` }),
  )
  answers.push(await client(endpoints.controlPlaneApi).post('/registrations', { tenantName: 'X', password: PASSWORD }))
}

/** Every row of every table of the local cloud as text: logs, events, executions, deliveries, items. */
function rows(): { table: string; text: string }[] {
  return readCloudState(system.dataDir, (database) => {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
    return tables.flatMap(({ name }) =>
      database
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => ({ table: name, text: Object.values(row).map(textOf).join('\n') })),
    )
  })
}

const textOf = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value))

function keysOf(table: string, member: string): string[] {
  const found = rows().filter((row) => row.table === table)
  return found.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`"${member}":"([^"]+)"`, 'g'))].map(([, key]) => key ?? ''),
  )
}

test('an onboarding that fails for want of a right is undone and keeps its reason, and its retry succeeds once the right is there', async () => {
  const { endpoints, cloud } = system
  const operator = operatorClient(system)
  const email = 'eve@refused.example'
  const whole = (await assembly(undefined, process.env)).directory
  const refusing = copyAssembly(whole)
  editTemplate(refusing, 'AppPlane', ({ Resources }) => {
    const role = Object.entries(Resources).find(([id]) => id.startsWith('TenantDirectoryRole'))?.[1]
    for (const statement of role?.Properties.Policies[0].PolicyDocument.Statement ?? []) {
      if (!JSON.stringify(statement.Resource).includes('MembershipsTable')) continue
      statement.Action = [statement.Action].flat().filter((action: string) => action !== 'dynamodb:PutItem')
    }
  })

  await system.deploy(refusing)
  const { body: begun } = await operator.post('/tenants', { tenantName: 'Refused', email, tier: 'Basic' })
  const registration = async () => (await operator.get(`/registrations/${begun.registrationId}`)).body
  const tenant = async () => (await operator.get(`/tenants/${begun.tenantId}`)).body
  const failed = await eventually('the onboarding to fail', async () => {
    const body = await registration()
    return body.status === 'failed' && body
  })
  expect(failed.steps).toMatchObject([
    { name: 'preflight', status: 'done' },
    { name: 'api-key', status: 'done' },
    { name: 'app-plane', status: 'failed', error: 'The application could not be prepared for the tenant.' },
    { name: 'activate', status: 'pending' },
  ])
  // The applicant is a stranger, who reads nothing of the error; operators read all of it.
  expect(JSON.stringify(failed)).not.toMatch(/arn:|dynamodb|AccessDenied/)
  expect((await operator.get(`/tenants/${begun.tenantId}/workflows`)).body.items).toMatchObject([
    { status: 'failed', error: expect.stringContaining('not authorized to perform: dynamodb:PutItem') },
  ])
  expect(await tenant()).toMatchObject({ status: 'failed', failure: expect.stringContaining('AccessDenied') })
  expect(await operator.get('/tenant-config?name=Refused')).toMatchObject({ status: 404 })
  const keys = async () => (await cloud.call('apigateway', 'GetApiKeys', { nameQuery: begun.tenantId })).item
  expect(await keys()).toEqual([])
  const kept = () => rows().filter(({ table, text }) => table.startsWith('cognito_') && text.includes(email))
  await eventually('the account to be gone', async () => kept().length === 0)

  await system.deploy(whole)
  expect(await operator.post(`/tenants/${begun.tenantId}/retry`, undefined)).toMatchObject({ status: 200 })
  await eventually('the onboarding to succeed', async () => (await registration()).status === 'active')
  expect(await tenant()).toMatchObject({ status: 'active', failure: null })
  expect(await keys()).toHaveLength(1)
  const temporary = temporaryPassword(await mailTo(endpoints, email))
  secret('a temporary password after a retry', temporary, /^mail_outbox$/)
  const { body: config } = await operator.get('/tenant-config?name=Refused')
  const token = await signIn(endpoints, config, {
    ...{ email, password: temporary, newPassword: PASSWORD },
    tenantId: config.tenantId,
  })
  expect(await client(config.apiUrl, token).get('/me')).toMatchObject({ status: 200, body: { role: 'TenantAdmin' } })
  rmSync(refusing, { recursive: true, force: true })
})

test('the journey met what it was to meet', () => {
  expect(secrets.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['the first temporary password', 'a session key', "a tenant's API key"]),
  )
  expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 201, 400, 401, 409]))
  const logged = rows().filter(({ table }) => table === 'logs_events')
  for (const word of ['authorized', '"request"', 'sbt_aws_deactivateRequest', '/products', 'platform.report']) {
    expect(
      logged.some(({ text }) => text.includes(word)),
      word,
    ).toBe(true)
  }
})

test('no secret is in a log, an event, an execution, a queue, a trace or an item, but where it must be kept', () => {
  const leaks = rows().flatMap(({ table, text }) =>
    secrets
      .filter(({ value, mayBeIn }) => !mayBeIn.test(table) && text.includes(value))
      .map(({ name }) => `${name} in ${table}: ${text.slice(0, 200)}`),
  )
  expect(leaks).toEqual([])
  // What may be somewhere is found there: this reading would see a leak.
  for (const { name, value, mayBeIn } of secrets.filter((one) => one.mayBeIn !== NOWHERE)) {
    const found = rows().some(({ table, text }) => mayBeIn.test(table) && text.includes(value))
    expect(found, name).toBe(true)
  }
})

test('no log line holds anything that looks like a token, a key or a password', () => {
  const shapes = [
    /eyJ[\w-]{10,}\.[\w-]{10,}/,
    /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
    /Temporary password: \S/,
    /Bearer [\w-]{8,}/,
  ]
  const logged = rows().filter(({ table }) => /^logs_|^events_|^states_|^lambda_asynchronous|^sqs_/.test(table))
  expect(logged.length).toBeGreaterThan(100)
  for (const { table, text } of logged) for (const shape of shapes) expect(text, table).not.toMatch(shape)
})

test('an API key is held by the gateway and by the directory, and by no other item', () => {
  const keys = secrets.filter(({ name }) => name === "a tenant's API key")
  const items = rows().filter(
    ({ table, text }) => table.startsWith('dynamodb_') && keys.some(({ value }) => text.includes(value)),
  )
  expect(items.length).toBeGreaterThan(0)
  for (const { text } of items) expect(text).toContain('readShards')
})

test('no answer tells a secret, errors included', () => {
  for (const { body } of answers) {
    const text = JSON.stringify(body)
    expect(
      secrets.filter(({ value }) => text.includes(value)).map(({ name }) => name),
      text.slice(0, 200),
    ).toEqual([])
  }
})

test("state is its owner's alone, and no other file holds a secret", () => {
  const mode = (path: string) => (statSync(join(system.dataDir, path)).mode & 0o777).toString(8)
  expect(mode('cloud')).toBe('700')
  const kept = ['endpoints.json', 'secrets.json', ...databaseFiles()]
  for (const file of kept) expect(mode(file), file).toBe('600')

  const others = readdirSync(system.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !kept.some((name) => path === join(system.dataDir, name)))
  for (const path of others) {
    const text = readFileSync(path, 'latin1')
    expect(
      secrets.filter(({ value }) => text.includes(value)).map(({ name }) => name),
      path,
    ).toEqual([])
  }
})

const databaseFiles = () =>
  readdirSync(join(system.dataDir, 'cloud'))
    .filter((name) => name.startsWith('local-cloud.sqlite'))
    .map((name) => join('cloud', name))
