import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { askConfig, codeIn, confirmationCode, sentMails } from '../../acceptance/onboarding.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { sessionsGoBy } from '../../acceptance/session.ts'
import { account } from '../account.ts'
import { called, everyItem, read } from '../api.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const PREFIX = 'Soak tenant '
/** Two for the sweeper, and some for retries of what a kill interrupted. */
const SETTLE_MINUTES = 6

/** How far the clock goes forward between two looks: less than anything takes that is tried again. */
const STEP_MS = 1000

export interface SignUps extends Writer {
  /** Waits, putting the system's clock forward by `leap`, until every tenant is active or failed, and names what is wrong with it then. */
  settle(leap: (ms: number) => void): Promise<{ active: number; failed: number; wrong: string[] }>
}

/** Sign-ups of tenants: what was acknowledged is onboarded to the end, or failed and was undone. */
export function signUps(endpoints: Endpoints, random: Random): SignUps {
  const stored = ledger<string>('tenant')
  const registrations = new Map<string, string>()
  const controlPlane = client(endpoints.controlPlaneApi)
  const gateway = new APIGatewayClient(account(endpoints))
  let tenant = 0
  let aheadMs = 0
  sessionsGoBy(endpoints, () => Date.now() + aheadMs)
  const operators = operatorClient({ endpoints })

  const emailOf = (name: string) => `admin@${name.toLowerCase().replaceAll(' ', '-')}.example`

  const invitedAddresses = async () =>
    (await sentMails(endpoints)).flatMap(({ to, text }) => (codeIn(text) === undefined ? [to] : []))

  async function tenants() {
    const all = await everyItem(operators, '/tenants')
    return all.filter(({ name }) => name.startsWith(PREFIX))
  }

  /** All tenants, once each is failed, or active with its admin invited; after the minutes that left-overs may take, as they are. */
  async function untilSettled(leap: (ms: number) => void) {
    let all = await tenants()
    const settled = async () => {
      leap(STEP_MS)
      aheadMs += STEP_MS
      all = await tenants()
      const invited = new Set(await invitedAddresses())
      return all.every(({ name, status }) => status === 'failed' || (status === 'active' && invited.has(emailOf(name))))
    }
    await eventually('every tenant to be invited or failed', settled, { minutes: SETTLE_MINUTES }).catch(() => {})
    return all
  }

  async function wrongWithActive({ name }: { name: string }): Promise<string[]> {
    const config = await read(() => askConfig(endpoints, name)).catch(() => null)
    const invited = (await invitedAddresses()).includes(emailOf(name))
    return [
      ...(config ? [] : [`${name} is active, and nobody finds it by its name`]),
      ...(invited ? [] : [`${name} is active, and nobody was invited`]),
    ]
  }

  /** Nothing is left of a tenant whose onboarding failed but its entry. */
  async function wrongWithFailed({ name, tenantId }: { name: string; tenantId: string }): Promise<string[]> {
    const { items = [] } = await gateway.send(new GetApiKeysCommand({ nameQuery: tenantId }))
    return items.length === 0 ? [] : [`${name} has failed, and its API key is left`]
  }

  return {
    name: 'sign-ups',
    count: stored.count,
    async prepare() {},
    /** One at a time: a kill meets each onboarding somewhere else. */
    async write() {
      tenant += 1
      const tenantName = `${PREFIX}${tenant}`
      const tier = random.pick(['Basic', 'Standard', 'Premium'])
      const body = { tenantName, email: emailOf(tenantName), tier }
      let registration = ''
      const send = async () => {
        registration = (await called(controlPlane.post('/registrations', body))).registrationId
        const code = await confirmationCode(endpoints, body.email)
        await called(controlPlane.post(`/registrations/${registration}/confirm`, { code }))
      }
      await noted(stored, { key: tenantName, value: tier, send })
      registrations.set(tenantName, registration)
      await eventually(`${tenantName} to be onboarded`, async () => {
        const { status } = await read(() => controlPlane.get(`/registrations/${registration}`))
        return status !== 'provisioning'
      })
    },
    async check() {
      const wrong = stored.compare(new Map((await tenants()).map(({ name, tier }) => [name, tier])))
      for (const [name, id] of registrations) {
        const registration = await read(() => controlPlane.get(`/registrations/${id}`)).catch(() => null)
        if (!registration) wrong.push(`the registration of ${name} is gone`)
      }
      return wrong
    },
    async settle(leap) {
      const settled = await untilSettled(leap)
      const active = settled.filter(({ status }) => status === 'active')
      const failed = settled.filter(({ status }) => status === 'failed')
      const unsettled = settled.filter(({ status }) => status !== 'active' && status !== 'failed')
      const wrong = await Promise.all([
        ...active.map(wrongWithActive),
        ...failed.map(wrongWithFailed),
        ...unsettled.map(({ name, status }) => [`${name} is still ${status}`]),
      ])
      return { active: active.length, failed: failed.length, wrong: wrong.flat() }
    },
  }
}
