import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { ASK_FIRST } from '@tenantry/contracts/invitation-question.ts'
import { chooseNewPassword } from '../../acceptance/choose-new-password.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { joinTenant, mailTo, PASSWORD, register, type Tenant } from '../../acceptance/onboarding.ts'
import { signIn } from '../../acceptance/person.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** People come, belong to two tenants, change, and go. */
export async function people(endpoints: Endpoints, acme: Tenant, globex: Tenant): Promise<{ user: Client }> {
  for (const request of [{ kind: 'tier', tier: 'Standard', words: 'We grow.' }, null, { kind: 'leave' }])
    await acme.api.put('/account', { request })
  await acme.api.get('/account')
  const carl = await joinTenant(endpoints, acme, 'carl@people.example', 'TenantUser')
  for (const api of [acme.api, carl.api]) for (const path of ['/me', '/me/tenants']) await api.get(path)
  await globex.api.post('/users', { email: carl.email, role: 'TenantAdmin' }, idempotencyKey())
  const { tenantId } = globex.config
  const invited = { email: carl.email, password: PASSWORD, tenantId }
  // A page asks first, and is refused with who invites.
  await signIn(endpoints, globex.config, { ...invited, clientMetadata: ASK_FIRST }).catch(() => undefined)
  await signIn(endpoints, globex.config, invited)
  // Who names no tenant gets into one of theirs.
  await signIn(endpoints, acme.config, { email: carl.email, password: PASSWORD })
  // Someone who never signed in gets in all the same, though the first mail is lost.
  const { body: lost } = await acme.api.post('/users', { email: 'lost@people.example', role: 'TenantUser' })
  await acme.api.post(`/users/${lost.id}/resend`, undefined, idempotencyKey())
  await globex.api.get('/users')
  await globex.api.get(`/users/${carl.id}`)
  await globex.api.put(`/users/${carl.id}`, { role: 'TenantUser', state: 'disabled' })
  await globex.api.delete(`/users/${carl.id}`)
  // Someone who has an account registers a tenant, and is told of it by mail.
  await register(endpoints, 'Second', acme.email)
  await eventually('the mail about the second tenant', async () =>
    (await mailTo(endpoints, acme.email)).text.includes('Second'),
  )
  const rex = await joinTenant(endpoints, acme, 'rex@people.example', 'TenantUser')
  await rex.api.post('/me/sign-out-everywhere', undefined, idempotencyKey())
  await chooseNewPassword(endpoints, acme.config, { email: rex.email, password: `${PASSWORD}-new` })
  await acme.api.delete(`/users/${rex.id}`)
  return { user: carl.api }
}
