import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { addressBook } from '../people/address-book.ts'
import { membershipChanges } from '../people/membership-changes.ts'
import { membershipStore } from '../people/membership-store.ts'
import { poolPeople } from '../people/people.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { deleteMe } from './delete-me.ts'
import { Env } from './env.ts'
import { MY_ACCOUNT } from './service.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('my-account')
const bus = eventBridge()
const memberships = membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE))
const tables = { memberships: env.MEMBERSHIPS_TABLE, outbox: env.OUTBOX_TABLE }
const announce = relay(
  tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event])),
  logger,
)
const audit = peopleAudit(env.AUDIT_TABLE, 'my-account', system)

export const handler = apiHandler({
  routes: MY_ACCOUNT.routes,
  service: 'my-account',
  operations: {
    deleteMe: deleteMe({
      memberships,
      changes: (by) => membershipChanges(dynamo(), tables, { announce, audit, by, system }),
      people: poolPeople(new CognitoIdentityProviderClient({}), {
        userPoolId: env.USER_POOL_ID,
        memberships,
        addresses: addressBook(table(dynamo(), env.ADDRESSES_TABLE), system),
      }),
    }),
  },
  answers: null,
  logger,
})
