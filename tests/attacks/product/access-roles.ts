import { TENANT_ROLES, type TenantRole } from '@tenantry/contracts/roles.ts'
import {
  peopleRights,
  type Rights,
  SWEEPER_RIGHTS,
  servicesRights,
  slotFillerRights,
  tenantDataRights,
  workerRights,
} from '../dynamodb/rights.ts'
import type { Account } from '../world/accounts.ts'
import { WORKERS, workerOf } from './services.ts'

/** A role whose sessions reach tenants' data, each of one tenant. */
export interface AccessRole {
  /** Of its construct. */
  name: string
  arn: string
  /** The one function that may assume it. */
  trusted: string
  /** What its own policy allows on a tenant's items. */
  rights: Rights
}

/** All of them: one for each tenant role at either authorizer, one for each worker, and those of the platform's own work. */
export async function accessRoles(account: Account): Promise<AccessRole[]> {
  const byRole = async (
    trusted: string,
    kind: string,
    rightsOf: (role: TenantRole) => Rights,
  ): Promise<AccessRole[]> => {
    if (!(await account.hasFunction(trusted))) return []
    const arns: Record<string, string> = JSON.parse((await account.environmentOf(trusted)).ACCESS_ROLE_ARNS ?? '{}')
    return TENANT_ROLES.map((role) => ({
      name: `${role}${kind}Access`,
      arn: arns[role] ?? '',
      trusted,
      rights: rightsOf(role),
    }))
  }
  const ofWork = async (trusted: string, rights: Rights): Promise<AccessRole[]> => {
    if (!(await account.hasFunction(trusted))) return []
    const { ACCESS_ROLE_ARN: arn = '' } = await account.environmentOf(trusted)
    return [{ name: `${trusted}Access`, arn, trusted, rights }]
  }
  const all = await Promise.all([
    byRole('Authorizer', '', servicesRights),
    byRole('PeopleAuthorizer', 'People', peopleRights),
    ...WORKERS.map((service) => ofWork(workerOf(service), workerRights(service))),
    ofWork('OutboxSweeper', SWEEPER_RIGHTS),
    ofWork('SlotFiller', slotFillerRights()),
    ofWork('TenantData', tenantDataRights()),
  ])
  const roles = all.flat()
  const deployed = (await account.roles()).filter((name) => name.endsWith('Access'))
  const unknown = deployed.filter((name) => !roles.some((role) => role.name === name))
  if (unknown.length > 0) throw new Error(`What may these access roles do? ${unknown.join(', ')}`)
  return roles
}
