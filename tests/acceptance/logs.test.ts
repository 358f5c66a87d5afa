import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, PASSWORD, type Tenant } from './onboarding.ts'
import { signIn, tokensByAmplify } from './person.ts'
import { freshSystem } from './system.ts'
import { printedBy, tenantry } from './tenantry.ts'

// `tenantry logs` and `tenantry token` against a running system, as in another terminal.
let system: Awaited<ReturnType<typeof freshSystem>>
let acme: Tenant
let globex: Tenant
const env = () => ({ TENANTRY_DATA_DIR: system.dataDir })
const logs = (...args: string[]) => printedBy(['logs', ...args], env())
const token = (...args: string[]) => printedBy(['token', ...args], env())

beforeAll(async () => {
  system = await freshSystem()
  acme = await onboard(system.endpoints, 'Acme', 'ada@acme.example')
  globex = await onboard(system.endpoints, 'Globex', 'hank@globex.example')
})
afterAll(() => system.close())

/** The lines of a command as JSON, once one of them is about this request. */
const linesAbout = (requestId: string, ...args: string[]) =>
  eventually(`the log of ${requestId}`, async () => {
    const lines = (await logs('--json', ...args)).trim().split('\n').filter(Boolean)
    const parsed = lines.map((line) => JSON.parse(line))
    return parsed.some(({ message }) => message.requestId === requestId) && parsed
  })

const requestOf = (answer: { headers: Headers }) => answer.headers.get('x-amzn-requestid') ?? ''

test('by a tenant’s name or id: its lines, of functions and of the API, and nobody else’s', async () => {
  const requestId = requestOf(await acme.api.get('/products'))
  await globex.api.get('/products')
  const { tenantId } = acme.config
  for (const named of ['acme', tenantId]) {
    const lines = await linesAbout(requestId, '--tenant', named)
    expect(new Set(lines.map(({ message }) => message.tenantId))).toEqual(new Set([tenantId]))
    expect(lines.map(({ source }) => source)).toEqual(expect.arrayContaining(['products', 'authorizer', 'tenant-api']))
  }
  expect(await tenantry(['logs', '--tenant', 'Nobody'], env()).exit).toBe(1)
})

test('by a function, as its folder is called; an unknown one is refused with the names of all', async () => {
  const requestId = requestOf(await acme.api.get('/orders'))
  const lines = await linesAbout(requestId, '--function', 'orders')
  expect(new Set(lines.map(({ source }) => source))).toEqual(new Set(['orders']))
  const unknown = tenantry(['logs', '--function', 'order'], env())
  expect(await unknown.exit).toBe(1)
  expect(unknown.stderr()).toMatch(/no function "order".*orders.*tenantry-app-plane\/outbox-sweeper/)
})

test('by a request id or its beginning, whichever of its ids it is: everything that worked for it', async () => {
  // A new token, for the authorizer to be asked.
  const fresh = await signIn(system.endpoints, acme.config, { email: acme.email, password: PASSWORD })
  const requestId = requestOf(await client(acme.config.apiUrl, fresh).get('/products'))
  const lines = await linesAbout(requestId, '--request', requestId)
  const access = lines.find(({ source }) => source === 'tenant-api').message
  const sources = lines.map(({ source }) => source)
  expect(sources).toEqual(expect.arrayContaining(['authorizer', 'products', 'tenant-api']))
  for (const id of [requestId.slice(0, 13), access.authorizerRequestId, access.functionRequestId]) {
    const found = await linesAbout(requestId, '--request', id)
    expect(found.map(({ source }) => source).sort(), id).toEqual(sources.toSorted())
  }
  const refused = tenantry(['logs', '--request', '" || $.a = "'], env())
  expect(await refused.exit).toBe(2)
  expect(refused.stderr()).toContain('is no request id')
})

test('for people a line an entry, and --follow shows what comes until Ctrl-C', async () => {
  const following = tenantry(['logs', '--follow', '--function', 'products', '--since', '1s'], env())
  const answered: string[] = []
  await eventually('a line of a request to be shown', async () => {
    answered.push(requestOf(await acme.api.get('/products')))
    return answered.some((id) => following.stdout().includes(id))
  })
  following.stop()
  expect(await following.exit).toBe(0)
  const lines = following.stdout().trim().split('\n')
  expect(new Set(lines).size).toBe(lines.length)
  for (const line of lines) {
    expect(line).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO {2}products {2}request {2}tenant=[a-z0-9]{12} request=[0-9a-f-]{36} .*operation=listProducts status=200/,
    )
  }
})

test('of deployed stacks, by an endpoints file without `aws` and the credentials of the environment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-deployed-'))
  const { aws, credentials, ...deployed } = system.endpoints
  writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(deployed))
  // The local cloud stands for AWS: the SDK finds it, as it would find AWS, by the environment.
  const environment = {
    TENANTRY_DATA_DIR: folder,
    AWS_ENDPOINT_URL: aws,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  }
  const args = ['--deployed', join(folder, 'endpoints.json'), '--function', 'products']
  const requestId = requestOf(await acme.api.get('/products'))
  await eventually('the log of the request', async () =>
    (await printedBy(['logs', ...args], environment)).includes(requestId),
  )
  const strangers = tenantry(['logs', ...args], { ...environment, AWS_SECRET_ACCESS_KEY: 'guessed' })
  expect(await strangers.exit).toBe(1)

  const refused = tenantry(
    ['token', '--deployed', args[1] ?? '', '--tenant', 'Acme', '--user', acme.email],
    environment,
  )
  expect(await refused.exit).toBe(1)
  expect(refused.stderr()).toContain('for the laptop')
  expect(refused.stdout()).toBe('')
  rmSync(folder, { recursive: true })
})

test('a token of a person works, and their password and sessions stay as they are', async () => {
  const signedIn = await tokensByAmplify(system.endpoints, acme.config, { email: acme.email, password: PASSWORD })
  for (const named of ['Acme', acme.config.tenantId]) {
    const printed = await token('--tenant', named, '--user', acme.email)
    expect(printed).toMatch(/^eyJ\S+\n$/)
    const me = await client(acme.config.apiUrl, printed.trim()).get('/me')
    expect(me).toMatchObject({ status: 200, body: { email: acme.email, tenantId: acme.config.tenantId } })
  }
  expect((await client(acme.config.apiUrl, signedIn.access).get('/me')).status).toBe(200)
  await signIn(system.endpoints, acme.config, { email: acme.email, password: PASSWORD })
})

test.each([
  ['a person of another tenant', 'Acme', 'hank@globex.example', 'You are not a member of this tenant.'],
  ['nobody', 'Acme', 'nobody@acme.example', 'User does not exist.'],
  ['a tenant that is not there', 'Nobody', 'ada@acme.example', 'There is no tenant called "Nobody".'],
])('%s gets no token, and the reason', async (_, tenant, user, reason) => {
  const refused = tenantry(['token', '--tenant', tenant, '--user', user], env())
  expect(await refused.exit).toBe(1)
  expect(refused.stderr()).toContain(reason)
  expect(refused.stdout()).toBe('')
})

test('whoever was invited and never signed in gets no token', async () => {
  await acme.api.post('/users', { email: 'bob@acme.example', role: 'TenantUser' })
  const refused = tenantry(['token', '--tenant', 'Acme', '--user', 'bob@acme.example'], env())
  expect(await refused.exit).toBe(1)
  expect(refused.stderr()).toContain('no password of their own yet')
})

test('without a running system the commands say how to start one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-empty-'))
  for (const args of [['logs'], ['token', '--tenant', 'a', '--user', 'b']]) {
    const command = tenantry(args, { TENANTRY_DATA_DIR: folder })
    expect(await command.exit).toBe(1)
    expect(command.stderr()).toContain('npm start')
  }
  rmSync(folder, { recursive: true })
})

test('endpoints.json tells the outbox with its key', () => {
  const { outbox } = JSON.parse(readFileSync(join(system.dataDir, 'endpoints.json'), 'utf8'))
  expect(outbox).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/outbox\?key=[\w-]{32}$/)
})

test('whoever reads no more, as head does, ends the command, and sees no stack', async () => {
  const followed = tenantry(['logs', '--follow'], env())
  await eventually('the first lines', async () => followed.stdout() !== '')
  followed.hangUp()
  let code: number | undefined
  void followed.exit.then((exit) => {
    code = exit
  })
  await eventually('the command to end', async () => {
    await acme.api.get('/products')
    return code !== undefined
  })
  expect({ code, stderr: followed.stderr() }).toEqual({ code: 0, stderr: '' })
})
