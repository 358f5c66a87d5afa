import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Answer, type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { operatorClient } from './operator-client.ts'
import { type Person, type Pool, signIn } from './person.ts'
import { lastingSession, type Session } from './session.ts'

export interface TenantConfig extends Pool {
  tenantId: string
  name: string
  apiUrl: string
  region: string
}

export interface Mail {
  to: string
  subject: string
  text: string
  sentAt: string
}

/** A tenant with its signed-in admin. */
export interface Tenant {
  config: TenantConfig
  email: string
  password: string
  /** Of the first sign-in. */
  token: string
  /** Signs in again when the token is old, as `api` does. */
  session: Session
  api: Client
}

/** Where the tenant of this name is served, and where its people sign in: a TenantConfig, asked for as the web asks. */
export const askConfig = ({ controlPlaneApi }: Pick<Endpoints, 'controlPlaneApi'>, name: string): Promise<Answer> =>
  client(controlPlaneApi).get(`/tenant-config?name=${encodeURIComponent(name)}`)

export const PASSWORD = 'Correct-horse-42'

/** Asks for a tenant as a stranger does, who waits where too many others do. */
export async function askForTenant(
  { controlPlaneApi }: Pick<Endpoints, 'controlPlaneApi'>,
  registration: { tenantName: string; email: string; tier: string },
): Promise<{ registrationId: string; tenantId: string }> {
  const { tenantName } = registration
  const { status, body } = await unlessThrottled(() => client(controlPlaneApi).post('/registrations', registration))
  if (status !== 202) throw new Error(`Registration of ${tenantName}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** Confirms a registration with the code that was sent last. */
export async function confirm(endpoints: Endpoints, registrationId: string, email: string): Promise<Answer> {
  const code = await confirmationCode(endpoints, email)
  const path = `/registrations/${registrationId}/confirm`
  return unlessThrottled(() => client(endpoints.controlPlaneApi).post(path, { code }))
}

/** The code that an address was sent last; waits until there is one. */
export const confirmationCode = (endpoints: Endpoints, email: string): Promise<string> =>
  eventually(`a code for ${email}`, async () => {
    const mails = await sentMails(endpoints)
    const codes = mails.flatMap(({ to, text }) => (to === email ? (codeIn(text) ?? []) : []))
    return codes.at(-1)
  })

export const codeIn = (text: string): string | undefined => /^Confirmation code: (\d{6})$/m.exec(text)?.[1]

const unlessThrottled = (call: () => Promise<Answer>): Promise<Answer> =>
  eventually('a call that is not throttled', async () => {
    const answer = await call()
    return answer.body?.code !== 'THROTTLED' && answer
  })

/** Signs a tenant up and waits until its people can find it. */
export async function register(
  endpoints: Endpoints,
  tenantName: string,
  email: string,
  tier = 'Basic',
): Promise<TenantConfig> {
  const controlPlane = client(endpoints.controlPlaneApi)
  const { registrationId } = await askForTenant(endpoints, { tenantName, email, tier })
  const { status, body: refusal } = await confirm(endpoints, registrationId, email)
  if (status !== 202) throw new Error(`Confirmation of ${tenantName}: ${status} ${JSON.stringify(refusal)}`)
  return eventually(`tenant ${tenantName} to be active`, async () => {
    const { body } = await controlPlane.get(`/registrations/${registrationId}`)
    if (body.status === 'failed') throw new Error(`Onboarding failed: ${JSON.stringify(body)}`)
    const config = await askConfig(endpoints, tenantName)
    return config.status === 200 && (config.body as TenantConfig)
  })
}

/** Asks for a tenant while its tier wants an operator's approval; answers the registration, which waits. */
export async function registerForApproval(endpoints: Endpoints, tenantName: string, email: string): Promise<string> {
  const operators = operatorClient({ endpoints })
  await operators.put('/tiers/Premium', { approval: true })
  const { body } = await operators.post('/tenants', { tenantName, email, tier: 'Premium' })
  await operators.put('/tiers/Premium', { approval: false })
  if (body.status !== 'awaiting-approval') throw new Error(`${tenantName} does not wait: ${JSON.stringify(body)}`)
  return body.registrationId
}

/** The mails that were sent, newest last. */
export async function sentMails(endpoints: Endpoints): Promise<Mail[]> {
  return (await (await fetch(endpoints.outbox)).json()) as Mail[]
}

/** The newest mail to an address that carries no code; waits until there is one. */
export function mailTo(endpoints: Endpoints, email: string): Promise<Mail> {
  return eventually(`a mail to ${email}`, async () => {
    const mails = await sentMails(endpoints)
    return mails.findLast(({ to, text }) => to === email && codeIn(text) === undefined)
  })
}

export const temporaryPassword = (mail: Mail): string => /^Temporary password: (.+)$/m.exec(mail.text)?.[1] ?? ''

/** From nothing to an admin who is signed in: registration, invitation, first sign-in with a new password. */
export async function onboard(endpoints: Endpoints, tenantName: string, email: string, tier?: string): Promise<Tenant> {
  const config = await register(endpoints, tenantName, email, tier)
  return { config, email, password: PASSWORD, ...(await firstSignIn(endpoints, config, email)) }
}

/** Somebody who was invited signs in with the password of their invitation, and chooses another one. */
export async function firstSignIn(
  endpoints: Endpoints,
  config: TenantConfig,
  email: string,
): Promise<Pick<Tenant, 'token' | 'session' | 'api'>> {
  const password = temporaryPassword(await mailTo(endpoints, email))
  // As the pages do: without the tenant's name, the membership is found by an index, which may not have it yet.
  const person: Person = { email, password: PASSWORD, tenantId: config.tenantId }
  const token = await signIn(endpoints, config, { ...person, password, newPassword: PASSWORD })
  const session = lastingSession(endpoints, config, person, { token })
  return { token, session, api: client(config.apiUrl, session) }
}

/** Somebody of a tenant, signed in. */
export interface Member {
  id: string
  email: string
  token: string
  session: Session
  api: Client
}

/** Invites somebody new to a tenant, and signs them in for the first time. */
export async function joinTenant(endpoints: Endpoints, tenant: Tenant, email: string, role: string): Promise<Member> {
  const { status, body } = await tenant.api.post('/users', { email, role })
  if (status !== 201) throw new Error(`Invitation of ${email}: ${status} ${JSON.stringify(body)}`)
  return { id: body.id, email, ...(await firstSignIn(endpoints, tenant.config, email)) }
}
