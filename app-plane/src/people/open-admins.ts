import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { SSMClient } from '@aws-sdk/client-ssm'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { addressBook } from './address-book.ts'
import { type Admins, adminsAmong } from './admins.ts'
import { membershipChanges } from './membership-changes.ts'
import { membershipStore } from './membership-store.ts'
import { poolPeople } from './people.ts'
import { peopleAudit } from './people-audit.ts'
import { signInLink } from './sign-in-link.ts'
import { tenantUserSender } from './tenant-user-sender.ts'

/** What a function that makes admins is told of its place. */
interface PeopleEnv {
  MEMBERSHIPS_TABLE: string
  OUTBOX_TABLE: string
  AUDIT_TABLE: string
  ADDRESSES_TABLE: string
  USER_POOL_ID: string
  MAIL_FROM: string
  SITE_URL_PARAMETER: string
}

/** The admins among the people of a place, under the function's own role. */
export function openAdmins({
  writer,
  env,
  publish,
  clients,
  logger,
}: {
  /** In whose name changes are recorded: the part of the application plane that the control plane asks. */
  writer: 'tenant-directory'
  env: PeopleEnv
  publish: (event: Entry) => Promise<void>
  clients: { cognito: CognitoIdentityProviderClient; ssm: SSMClient }
  logger: Logger
}): Admins {
  const memberships = {
    ...membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
    ...membershipChanges(
      dynamo(),
      { memberships: env.MEMBERSHIPS_TABLE, outbox: env.OUTBOX_TABLE },
      {
        announce: relay(tenantUserSender(publish), logger),
        audit: peopleAudit(env.AUDIT_TABLE, writer, system),
        by: bySystem(writer),
        system,
      },
    ),
  }
  return adminsAmong({
    memberships,
    people: poolPeople(clients.cognito, {
      userPoolId: env.USER_POOL_ID,
      memberships,
      addresses: addressBook(table(dynamo(), env.ADDRESSES_TABLE), system),
    }),
    sendMail: sesMails(mailClient(), env.MAIL_FROM),
    signInLink: signInLink(clients.ssm, env.SITE_URL_PARAMETER, system),
    system,
  })
}
