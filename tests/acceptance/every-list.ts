import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { System } from '@tenantry/cli/system/system.ts'
import { belongingsOf } from '../attacks/world/belongings.ts'
import { type Route, routesOf } from '../attacks/world/route.ts'
import { type TenantWorld, tenantWorld } from '../attacks/world/tenant-world.ts'
import { account } from '../soak/account.ts'
import { type Client, client } from './client.ts'
import { PASSWORD } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { lastingSession } from './session.ts'

/** A list as one caller has it: of a tenant, of an operator, or of a tenant that an operator looks at. */
export interface List {
  name: string
  route: Route
  path: string
  api: Client
}

/** Every list of both APIs, as their documents name them; those of a tenant once for each of several tenants, none of them with less than two items. */
export async function everyList(system: Pick<System, 'endpoints' | 'cloud'>): Promise<List[]> {
  const { endpoints } = system
  const a = await tenantWorld(endpoints, 'Cursors A')
  const b = await tenantWorld(endpoints, 'Cursors B')
  const apis = new Map([a, b].map((tenant) => [tenant, apiOfAdmin(endpoints, tenant)]))
  const ofAdmin = (tenant: TenantWorld) => apis.get(tenant) as Client
  const routes = await routesOf(a.config.apiUrl)
  for (const tenant of [a, b]) await belongingsOf(tenant, routes, 'cursors')
  for (const [host, guest] of [
    [a, b],
    [b, a],
  ] as const) {
    await expectStatus(201, ofAdmin(host).post('/users', { email: guest.admin.email, role: 'TenantUser' }))
  }
  const operator = operatorClient(system)
  await expectStatus(201, operator.post('/operators', { email: 'sue@cursors.example', role: 'CustomerSupport' }))
  const tenants = [a.config.tenantId, b.config.tenantId, await deletedTenant(operator), await deletedTenant(operator)]
  for (const name of ['Waiting A', 'Waiting B']) await tenantForApproval(operator, name)
  for (const tenant of [a, b]) await expectStatus(200, ofAdmin(tenant).put('/account', { request: { kind: 'leave' } }))
  // Requests that failed are listed, too.
  for (const tenant of [a, b])
    for (const email of ['nobody', 'nobody else']) await expectStatus(400, ofAdmin(tenant).post('/users', { email }))
  await leaveFailedMessages(system)
  return [
    ...listsIn(routes).flatMap((route) =>
      [a, b].map((tenant) => ({
        name: `${route.path} of ${tenant.config.name}`,
        route,
        path: route.path,
        api: ofAdmin(tenant),
      })),
    ),
    ...listsIn(await routesOf(endpoints.controlPlaneApi)).flatMap((route) =>
      pathsOf(route, tenants).map((path) => ({ name: path, route, path, api: operator })),
    ),
  ]
}

const listsIn = (routes: Route[]): Route[] => routes.filter(({ paged }) => paged)

function apiOfAdmin(endpoints: Endpoints, { config, admin: { email, token } }: TenantWorld): Client {
  const person = { email, password: PASSWORD, tenantId: config.tenantId }
  return client(config.apiUrl, lastingSession(endpoints, config, person, { token }))
}

/** Below a tenant, one path for each tenant. */
const pathsOf = ({ path }: Route, tenants: string[]): string[] =>
  path.includes('{') ? tenants.map((id) => path.replace(/^\/tenants\/\{id\}/, `/tenants/${id}`)) : [path]

let deleted = 0

/** A tenant with two workflows, which are over: its onboarding was declined, and then it was deleted. */
async function deletedTenant(operator: Client): Promise<string> {
  const tenantId = await tenantForApproval(operator, `Declined ${++deleted}`)
  await expectStatus(200, operator.post(`/tenants/${tenantId}/reject`, {}))
  await expectStatus(202, operator.delete(`/tenants/${tenantId}`))
  return tenantId
}

/** A tenant whose onboarding waits for a person. */
async function tenantForApproval(operator: Client, tenantName: string): Promise<string> {
  await expectStatus(200, operator.put('/tiers/Premium', { approval: true }))
  const body = { tenantName, email: 'eve@cursors.example', tier: 'Premium' }
  const { tenantId } = await expectStatus(202, operator.post('/tenants', body))
  await expectStatus(200, operator.put('/tiers/Premium', { approval: false }))
  return tenantId
}

async function leaveFailedMessages({ endpoints, cloud }: Pick<System, 'endpoints' | 'cloud'>): Promise<void> {
  const { QueueUrls } = await cloud.call('sqs', 'ListQueues', {})
  const QueueUrl = QueueUrls.find((url: string) => /failed/i.test(url))
  const sqs = new SQSClient(account(endpoints))
  for (const MessageBody of ['{}', '[]']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
}

async function expectStatus(status: number, answer: ReturnType<Client['send']>) {
  const got = await answer
  if (got.status !== status)
    throw new Error(`${status} was expected, and ${got.status} came: ${JSON.stringify(got.body)}`)
  return got.body
}
