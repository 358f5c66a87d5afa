import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { entityId, shardKey } from '@tenantry/contracts/ids.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { EVENT_BUS_NAME } from '@tenantry/infra/names.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { CLASSES } from '../../attacks/all-classes.ts'
import { type Mutating, mutating } from '../../attacks/mutants/mutating.ts'
import { SERVICE_MUTANTS } from '../../attacks/mutants/service-mutants.ts'
import { coverageOf, reasonsToAttack } from '../../attacks/product/coverage.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import type { AttackClass, Attempt } from '../../attacks/suite/attempt.ts'
import { type ClassReport, runClass } from '../../attacks/suite/run-class.ts'
import { clientAs } from '../../attacks/world/accounts.ts'
import { type LocalSystem, localSystem } from '../../attacks/world/local-system.ts'
import { renewTokens } from '../../attacks/world/renew-tokens.ts'
import { createWorld, type World } from '../../attacks/world/world.ts'

// Runs in a copy of the repository whose only service is the invoices.
const found = SERVICES.find(({ name }) => name === 'invoices')
if (!found) throw new Error('services/index.ts does not list the invoices.')
const INVOICES = found

let system: LocalSystem
let world: World
let admin: Client
let user: Client
let stranger: Client
let operator: Client
/** Of an invoice that is not there: the worker fails at its event until somebody puts it there. */
const poisoned = entityId('inv', Date.now(), 0, '0123456789ab')

beforeAll(async () => {
  system = await localSystem()
  world = await createWorld(system.endpoints, system)
  const { attacker, victim } = world
  admin = client(attacker.config.apiUrl, attacker.admin.token)
  user = client(attacker.config.apiUrl, attacker.user.token)
  stranger = client(victim.config.apiUrl, victim.admin.token)
  operator = operatorClient(system)
  // It takes a while to run out of retries: meanwhile the rest goes on.
  const Detail = JSON.stringify({ tenantId: attacker.config.tenantId, data: { invoiceId: poisoned } })
  const event = { EventBusName: EVENT_BUS_NAME, Source: SERVICE_SOURCE, DetailType: 'InvoiceCreated', Detail }
  await clientAs(EventBridgeClient, system.endpoints).send(new PutEventsCommand({ Entries: [event] }))
})

afterAll(() => system?.close())

describe('people of a tenant', () => {
  const amounts = { Zander: 500, abel: 12_050, Carl: 80 }
  let created: { id: string; customer: string }[]

  test('create invoices, which are then issued', async () => {
    created = []
    for (const [customer, amountMinor] of Object.entries(amounts)) {
      const answer = await user.post('/invoices', {
        number: `N-${amountMinor}`,
        customer,
        amountMinor,
        currency: 'USD',
      })
      expect(answer).toMatchObject({ status: 201, body: { customer, status: 'draft' } })
      created.push(answer.body)
    }
    for (const { id } of created) {
      const issued = await eventually(`invoice ${id} to be issued`, async () => {
        const { body } = await user.get(`/invoices/${id}`)
        return body.status === 'issued' && body
      })
      expect(issued.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  test('sort, search and page them', async () => {
    const customers = async (query: string) =>
      (await user.get(`/invoices?${query}`)).body.items
        .map(({ customer }: { customer: string }) => customer)
        .filter((customer: string) => customer in amounts)
    expect(await customers('sort=customer')).toEqual(['abel', 'Carl', 'Zander'])
    expect(await customers('sort=amount&order=desc')).toEqual(['abel', 'Zander', 'Carl'])
    expect(await customers('search=ZAND')).toEqual(['Zander'])
    const first = (await user.get('/invoices?limit=2')).body
    expect(first.items).toHaveLength(2)
    const second = (await user.get(`/invoices?limit=2&cursor=${first.nextCursor}`)).body
    expect(second.items.length).toBeGreaterThan(0)
    expect(first.items).not.toContainEqual(second.items[0])
  })

  test('replace one, and only admins delete one', async () => {
    const [one = { id: '' }, other = { id: '' }] = created
    const body = { number: 'N-9', customer: 'Dora', amountMinor: 9, currency: 'EUR', corrects: other.id }
    expect(await user.put(`/invoices/${one.id}`, body)).toMatchObject({
      status: 200,
      body: { ...body, status: 'issued' },
    })
    const { corrects: _, ...without } = body
    expect(await user.put(`/invoices/${one.id}`, without)).toMatchObject({ status: 200, body: { corrects: null } })
    expect(await user.delete(`/invoices/${one.id}`)).toMatchObject({ status: 403 })
    expect(await admin.delete(`/invoices/${one.id}`)).toMatchObject({ status: 204 })
    expect(await user.get(`/invoices/${one.id}`)).toMatchObject({ status: 404 })
  })

  test('overwrite no change that they have not seen, and create none twice', async () => {
    const body = { number: 'N-2', customer: 'Erin', amountMinor: 1, currency: 'USD' }
    const key = { 'idempotency-key': 'invoice-1' }
    const [made, again] = [await user.post('/invoices', body, key), await user.post('/invoices', body, key)]
    expect(again.body).toEqual(made.body)
    const { id, version } = made.body
    expect({ version, etag: made.headers.get('etag') }).toEqual({ version: 1, etag: `"${id}.1"` })
    const issued = await eventually('the invoice to be issued', async () => {
      const { body } = await user.get(`/invoices/${id}`)
      return body.status === 'issued' && body
    })
    expect(issued.version).toBe(2)
    const put = (ifMatch: string) => user.put(`/invoices/${id}`, body, { 'if-match': ifMatch })
    expect(await put(`"${id}.1"`)).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } })
    expect(await put(`"${id}.2"`)).toMatchObject({ status: 200, body: { version: 3 } })
  })

  test('meet no invoice of another tenant', async () => {
    const [, one = { id: '' }] = created
    const body = { number: 'N-1', customer: 'Mallory', amountMinor: 1, currency: 'USD' }
    expect(await stranger.get(`/invoices/${one.id}`)).toMatchObject({ status: 404 })
    expect(await stranger.put(`/invoices/${one.id}`, body)).toMatchObject({ status: 404 })
    expect(await stranger.delete(`/invoices/${one.id}`)).toMatchObject({ status: 404 })
    expect(await stranger.post('/invoices', { ...body, corrects: one.id })).toMatchObject({
      status: 400,
      body: { field: 'corrects' },
    })
    expect(await user.get(`/invoices/${one.id}`)).toMatchObject({ status: 200 })
  })

  test('find the routes in the OpenAPI document', async () => {
    const { paths } = (await client(world.attacker.config.apiUrl).get('/openapi.json')).body
    expect(Object.keys(paths['/invoices'])).toEqual(['get', 'post'])
    expect(Object.keys(paths['/invoices/{id}'])).toEqual(['get', 'put', 'delete'])
  })
})

describe('attacks', () => {
  const tried: AttackClass[] = []
  const reports: ClassReport[] = []
  /** Attempts of each class, spread over all of them. */
  const OF_ALL = 12
  /** Attempts for each reason that a class has to attack the invoices. */
  const FOR_EACH = 3

  afterAll(() => {
    const total = (count: (report: ClassReport) => number) => reports.reduce((sum, report) => sum + count(report), 0)
    const of = coverageOf(INVOICES, tried)
    console.log(
      `invoices: ${of.attempts} attempts and ${of.controls} controls in ${of.classes} classes; run: ${total(({ attempts }) => attempts)} and ${total(({ controls }) => controls)}, leaks ${total(({ leaks }) => leaks.length)}`,
    )
  })

  test.each(Object.keys(CLASSES))('of the class %s get nothing of invoices, nor of the platform', async (name) => {
    await renewTokens(world)
    const attackClass = await CLASSES[name]?.(world)
    if (!attackClass) throw new Error(`There is no class ${name}.`)
    tried.push(attackClass)
    const { attempts, nothingToAttack } = attackClass
    if (!nothingToAttack) expect(attempts.length).toBeGreaterThan(0)
    const report = await runClass({ ...attackClass, attempts: [...spread(attempts, OF_ALL), ...sampleOf(attackClass)] })
    reports.push(report)
    expect(report).toMatchObject({ leaks: [], brokenControls: [], skipped: [] })
  })

  test('are tried in every class that concerns them, without a line there', () => {
    expect(coverageOf(INVOICES, tried).missing).toEqual([])
  })

  /** A few of all attempts on invoices, spread over them, for each reason. */
  function sampleOf({ name, attempts }: AttackClass): Attempt[] {
    const reasons = reasonsToAttack(INVOICES).filter(({ attackClass }) => attackClass === name)
    return reasons.flatMap(({ concerns }) => spread(attempts.filter(concerns), FOR_EACH))
  }

  const spread = (attempts: Attempt[], few: number): Attempt[] =>
    attempts.filter((_, at) => at % Math.ceil(attempts.length / few) === 0)
})

test('an operator sees the message that failed, and its redrive issues the invoice once the cause is gone', async () => {
  const { tenantId } = world.attacker.config
  await renewTokens(world)
  const failed = await eventually('the failed message', async () => {
    system.leap(1000)
    const { body } = await operator.get('/failed-messages?limit=100')
    return body.items.find(({ subject }: { subject: string | null }) => subject === poisoned)
  })
  expect(failed).toMatchObject({ tenantId, type: 'InvoiceCreated' })
  const at = { S: new Date().toISOString() }
  const Item = {
    shardId: { S: shardKey(tenantId, 0) },
    id: { S: poisoned },
    number: { S: 'N-0' },
    customer: { S: 'Late' },
    amountMinor: { N: '1' },
    currency: { S: 'USD' },
    corrects: { NULL: true },
    createdAt: at,
    updatedAt: at,
  }
  const TableName = await world.account.table('app-plane-InvoicesTable')
  await clientAs(DynamoDBClient, system.endpoints).send(new PutItemCommand({ TableName, Item }))
  expect(await operator.post('/failed-messages/redrive', {})).toMatchObject({ status: 202 })
  await eventually('the invoice to be issued', async () => {
    const { body } = await client(world.attacker.config.apiUrl, world.attacker.admin.token).get(`/invoices/${poisoned}`)
    return body.status === 'issued'
  })
})

describe('mutants', () => {
  let mutable: Mutating
  beforeAll(async () => {
    mutable = await mutating(system, world)
  })
  afterAll(() => mutable?.close())

  test.each(['invoices: its routes for every role', 'invoices: its worker reaches every tenant'])(
    'an attack finds: %s',
    async (name) => {
      const mutant = SERVICE_MUTANTS.find((one) => one.name === name)
      if (!mutant) throw new Error(`There is no mutant ${name}.`)
      const { leaks, brokenControls } = await mutable.attacked([mutant.change], mutant.attacks, mutant.only)
      expect(brokenControls).toEqual([])
      expect(leaks).not.toEqual([])
    },
  )
})
