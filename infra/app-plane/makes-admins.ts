import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { maySendMail } from '../foundation/may-send-mail.ts'
import { readsSiteUrl } from '../foundation/reads-site-url.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { holdsAddresses } from './holds-addresses.ts'
import { mayManagePeople } from './may-manage-people.ts'
import { type Place, tenantsOf } from './place.ts'

const CHANGES = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] as const

/** Lets a function make people of a place admins of its tenants, and invite them. */
export function makesAdmins(
  scope: Construct,
  fn: IFunction,
  {
    place,
    role,
    data,
    pool,
    sender,
  }: { place: Place; role: Role; data: AppPlaneData; pool: UserPool; sender: IEmailIdentity },
): void {
  if (place.kind === 'pool') mayAccess(fn, data.memberships, ...CHANGES)
  else mayAccessKeys(fn, data.memberships, { actions: CHANGES, keys: [place.tenantId] })
  mayQueryIndex(fn, data.memberships, 'byUser')
  mayAudit(fn, data.tenants.audit, 'tenant-directory', tenantsOf(place))
  announcesPeople(fn, data.tenants, PEOPLE_EVENTS, place)
  mayManagePeople(scope, place, role, { pool, actions: ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser'] })
  holdsAddresses(fn, data.addresses)
  maySendMail(fn, sender)
  readsSiteUrl(fn)
}
