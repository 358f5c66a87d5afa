import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { register, type TenantConfig } from '../../acceptance/onboarding.ts'
import { send } from './http.ts'
import { acceptInvitation, invite, type Member } from './member.ts'

/** A tenant with an admin and a user, who have signed in. */
export interface TenantWorld {
  config: TenantConfig
  admin: Member
  user: Member
  /** An address that nobody has yet. */
  nextEmail(): string
}

/** From a registration to two people who may call. */
export async function tenantWorld(endpoints: Endpoints, name: string, tier = 'Premium'): Promise<TenantWorld> {
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.example`
  const config = await register(endpoints, name, `admin@${domain}`, tier)
  const admin = await acceptInvitation(endpoints, config, `admin@${domain}`)
  const user = await invite(endpoints, { config, admin }, `user@${domain}`, 'TenantUser')
  let people = 0
  return { config, admin, user, nextEmail: () => `person-${++people}@${domain}` }
}

/** Invites someone new; answers their id. */
export async function invitee({ config, admin, nextEmail }: TenantWorld): Promise<string> {
  const body = { email: nextEmail(), role: 'TenantUser' }
  const call = { method: 'POST', path: '/users', token: admin.token, body }
  const { status, text } = await send(config.apiUrl, call, true)
  if (status !== 201) throw new Error(`The invitation of ${body.email} was answered ${status} ${text}`)
  return JSON.parse(text).id
}
