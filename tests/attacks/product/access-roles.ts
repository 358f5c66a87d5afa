import { TENANT_ROLES, type TenantRole } from '@tenantry/contracts/roles.ts'
import { peopleRights, type Rights, SWEEPER_RIGHTS, servicesRights, workerRights } from '../dynamodb/rights.ts'
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

/** All of them: one for each tenant role at either authorizer, one for each worker, and the sweeper's. */
export async function accessRoles(account: Account): Promise<AccessRole[]> {
  const arnOf = async (worker: string) => (await account.environmentOf(worker)).ACCESS_ROLE_ARN ?? ''
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
  const workers = WORKERS.map(async (service): Promise<AccessRole> => {
    const trusted = workerOf(service)
    return { name: `${trusted}Access`, arn: await arnOf(trusted), trusted, rights: workerRights(service) }
  })
  return [
    ...(await byRole('Authorizer', '', servicesRights)),
    ...(await byRole('PeopleAuthorizer', 'People', peopleRights)),
    ...(await Promise.all(workers)),
    {
      name: 'OutboxSweeperAccess',
      arn: await arnOf('OutboxSweeper'),
      trusted: 'OutboxSweeper',
      rights: SWEEPER_RIGHTS,
    },
  ]
}
