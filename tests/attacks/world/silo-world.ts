import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { eventually } from '../../acceptance/eventually.ts'
import type { TenantConfig } from '../../acceptance/onboarding.ts'
import { roleCredentials } from '../../acceptance/role-credentials.ts'
import { type Credentials, clientAs } from './accounts.ts'
import { acceptInvitation, type Member } from './member.ts'
import { operate } from './operate.ts'
import type { World } from './world.ts'

/** A tenant with a silo, its admin, and what code inside its functions would have. */
export interface SiloWorld {
  config: TenantConfig
  admin: Member
  /** By the name of the role. */
  roles: Map<string, Credentials>
}

export async function siloWorld(world: World): Promise<SiloWorld> {
  const { endpoints, run } = world
  const [tenantName, email] = [`Silo ${run}`, `admin@silo-${run}.example`]
  const asked = await operate(world, {
    method: 'POST',
    path: '/tenants',
    body: { tenantName, email, tier: 'Platinum' },
  })
  const { tenantId } = JSON.parse(asked.text)
  await operate(world, { method: 'POST', path: `/tenants/${tenantId}/approve`, body: {} })
  const config = await eventually('the silo to serve', async () => {
    const path = `/tenant-config?name=${encodeURIComponent(tenantName)}`
    const { status, text } = await operate(world, { method: 'GET', path })
    return status === 200 && (JSON.parse(text) as TenantConfig)
  })
  const admin = await acceptInvitation(endpoints, config, email)
  const iam = clientAs(IAMClient, endpoints)
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/tenantry/silo/' }))
  const own = Roles.filter(({ RoleName }) => RoleName?.includes(tenantId))
  const credentials = await roleCredentials(
    endpoints,
    own.map(({ Arn = '' }) => Arn),
  )
  const nameOf = (index: number) => /-(\w+Role)[0-9A-F]{8}/.exec(own[index]?.RoleName ?? '')?.[1] ?? ''
  return { config, admin, roles: new Map(credentials.map((each, index) => [nameOf(index), each])) }
}
