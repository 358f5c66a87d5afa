import type { TenantState } from '@tenantry/contracts/events.ts'
import { mailName } from '@tenantry/toolkit/mail-name.ts'
import type { Mail, SendMail } from '@tenantry/toolkit/mails.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import { isActiveAdmin } from '../people/membership.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import type { ApiKeyValue } from './api-keys.ts'
import { followTenant } from './follow-tenant.ts'

interface Services {
  directory: DirectoryStore
  memberships: Pick<MembershipStore, 'ofTenant'>
  apiKeyValue: ApiKeyValue
  sendMail: SendMail
}

/**
 * Notes that a tenant is to be deleted, and tells its admins: until then it is served as before, so that they can take their data along. An
 * event that comes late tells nobody; one that comes twice may tell twice, for a mail that got lost would be worse.
 */
export async function announceEnd(services: Services, tenant: TenantState): Promise<void> {
  const stored = await services.directory.get(tenant.tenantId)
  await followTenant(services, tenant)
  if (stored && stored.sequence > tenant.sequence) return
  const admins = (await services.memberships.ofTenant(tenant.tenantId)).filter(isActiveAdmin)
  for (const { email } of admins) await services.sendMail(endMail(tenant, email))
}

function endMail({ tenantName, endsAt = '' }: TenantState, to: string): Mail {
  const name = mailName(tenantName)
  const lines = [
    `${name} is going to be deleted, with all its data, on ${endsAt.slice(0, 10)}.`,
    '',
    'Until then everything works as before. Sign in to export your data.',
    'If this is a mistake, answer this mail before that day.',
  ]
  return { to, subject: `${name} is going to be deleted`, text: `${lines.join('\n')}\n` }
}
