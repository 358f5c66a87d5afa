import type { AuditEntry } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { client } from '../client.ts'
import { onboard, PASSWORD } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { signIn } from '../person.ts'
import { useSystem } from '../system.ts'
import { AUDITED, type Changing } from './audited-changes.ts'

// Every change by anybody leaves one record, which operators find. Runs on a laptop and on AWS.
const system = useSystem()
const run = Date.now().toString(36)
let world: Changing
let operatorId: string
/** The request of each change, by its route. */
const requests = new Map<string, string>()

beforeAll(async () => {
  world = {
    endpoints: system.endpoints,
    admin: operatorClient(system),
    stranger: client(system.endpoints.controlPlaneApi),
    tenant: await onboard(system.endpoints, `Audited ${run}`, `ada-${run}@audited.example`),
    run,
    leap: system.leap,
  }
  operatorId = (await world.admin.get('/me')).body.id
  for (const [route, { change }] of Object.entries(AUDITED)) {
    const { status, headers, body } = await change(world)
    expect(status, `${route}: ${JSON.stringify(body)}`).toBeLessThan(300)
    requests.set(route, headers.get('x-amzn-requestid') ?? '')
  }
})

/** All pages of a list. */
async function audit(query = ''): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await world.admin.get(`/audit?limit=100${query}${cursor && `&cursor=${cursor}`}`)
    expect(page, JSON.stringify(page.body)).toMatchObject({ status: 200 })
    entries.push(...page.body.items)
    cursor = page.body.nextCursor
  }
  return entries
}

describe.each(Object.entries(AUDITED))('%s', (route, { action }) => {
  test('leaves one record, with who made it, what was changed, and from where', async () => {
    // News of the app plane travel, and an index shows a record after a moment.
    const found = async () => (await audit(`&action=${action}`)).filter(ofRequest)
    await expect.poll(found).toHaveLength(1)
    const [entry] = (await audit()).filter(ofRequest)
    expect((await audit()).filter(ofRequest)).toHaveLength(1)
    expect(entry).toMatchObject({ action, outcome: 'done', sourceIp: expect.stringMatching(/^[\d.:a-f]+$/) })
    expect(entry?.actor).toMatchObject(actorOf(action, route))
    expect(Math.abs(Date.parse(entry?.at ?? '') - system.now())).toBeLessThan(3_600_000)
  })

  const ofRequest = ({ requestId }: AuditEntry) => requestId === requests.get(route)
})

const actorOf = (action: string, route: string): object => {
  if (route === 'POST /registrations/{id}/confirm') return { kind: 'stranger', id: null, email: null }
  if (action.startsWith('person.') || route === 'PUT /account')
    return { kind: 'person', id: expect.any(String), role: expect.any(String) }
  return { kind: 'operator', id: operatorId, email: system.endpoints.operator.username, role: 'SystemAdmin' }
}

test('records are found by tenant, actor, action, object and time, newest first', async () => {
  const { tenantId } = world.tenant.config
  const ofTenant = await audit(`&tenantId=${tenantId}`)
  expect(new Set(ofTenant.map((entry) => entry.tenantId))).toEqual(new Set([tenantId]))
  expect(ofTenant.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['tenant.registered', 'tenant.activated', 'person.invited', 'person.removed']),
  )
  expect(ofTenant.map(({ at }) => at)).toEqual(
    ofTenant
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )

  const mine = await audit(`&actor=${operatorId}`)
  expect(new Set(mine.map(({ actor }) => actor.id))).toEqual(new Set([operatorId]))
  expect(await audit(`&actor=${encodeURIComponent(system.endpoints.operator.username)}`)).toEqual(mine)
  expect((await audit('&actor=stranger')).map(({ actor }) => actor.kind)).toContain('stranger')

  const suspensions = await audit(`&tenantId=${tenantId}&action=tenant.suspended&actor=${operatorId}`)
  expect(suspensions).toMatchObject([
    { before: { status: 'active' }, after: { status: 'suspended' }, reason: 'Unpaid', object: { id: tenantId } },
  ])
  const { at = '' } = suspensions[0] ?? {}
  expect(await audit(`&tenantId=${tenantId}&from=${at}&to=${at}&action=tenant.suspended`)).toEqual(suspensions)
  expect(await audit(`&object=tenant/${tenantId}&from=${at}`)).toEqual(
    ofTenant.filter((entry) => entry.object.id === tenantId && entry.at >= at),
  )
  const ofStandard = await audit('&object=tier/Standard')
  expect(new Set(ofStandard.map(({ action, object }) => `${action} ${object.id}`))).toEqual(
    new Set(['tier.edited Standard']),
  )
})

test('a tenant’s history is what the audit says of its changes', async () => {
  const { tenantId } = world.tenant.config
  const { body } = await world.admin.get(`/tenants/${tenantId}/history?limit=100`)
  // What a tenant asks for, and an operator declines, changes nothing of the tenant.
  const asked = ['tenant.tier-requested', 'tenant.request-declined']
  const changes = (await audit(`&object=tenant/${tenantId}`)).filter(({ action }) => !asked.includes(action))
  expect(body.items.map(({ change }: { change: string }) => `tenant.${change}`)).toEqual(
    changes.map(({ action }) => action),
  )
})

test('records hold no credential and no password', async () => {
  const text = JSON.stringify(await audit())
  for (const secret of [PASSWORD, system.endpoints.operator.password, world.tenant.token]) {
    expect(text).not.toContain(secret)
  }
  expect(text).not.toMatch(/eyJ[\w-]+\.eyJ|"apiKey|secret|AKIA|ASIA/i)
})

test('an export has every record once, page by page, as CSV or NDJSON', async () => {
  const query = `tenantId=${world.tenant.config.tenantId}`
  const all = await audit(`&${query}`)
  const csv = await exported('csv', query)
  const [heading = '', ...rows] = csv.split('\r\n').slice(0, -1)
  expect(heading).toMatch(/^time,tenant,actor kind/)
  expect(rows.map((row) => row.split(',')[0])).toEqual(all.map(({ at }) => at))
  const lines = (await exported('ndjson', query)).split('\n').slice(0, -1)
  expect(lines.map((line) => JSON.parse(line))).toEqual(all)
})

async function exported(format: string, query: string): Promise<string> {
  let text = ''
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await fetch(
      `${system.endpoints.controlPlaneApi.replace(/\/$/, '')}/audit?format=${format}&limit=5&${query}${cursor && `&cursor=${cursor}`}`,
      { headers: { authorization: `Bearer ${await operatorToken()}` } },
    )
    expect(answer.headers.get('content-type')).toMatch(format === 'csv' ? /^text\/csv/ : /^application\/x-ndjson/)
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Next-Cursor')
    text += await answer.text()
    cursor = answer.headers.get('x-next-cursor')
  }
  return text
}

let token: Promise<string> | undefined
function operatorToken(): Promise<string> {
  const { operator } = system.endpoints
  token ??= signIn(system.endpoints, operator, { email: operator.username, password: operator.password })
  return token
}

test('what is no filter is refused by its name, and a cursor belongs to its filter', async () => {
  for (const [query, field] of [
    ['tenantId=x', 'tenantId'],
    ['from=yesterday', 'from'],
    ['format=xml', 'format'],
    ['limit=0', 'limit'],
  ]) {
    const answer = await world.admin.get(`/audit?${query}`)
    expect(answer, query).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', field } })
  }
  const { body } = await world.admin.get('/audit?limit=1')
  const other = await world.admin.get(`/audit?limit=1&action=tier.edited&cursor=${body.nextCursor}`)
  expect(other).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } })
})
