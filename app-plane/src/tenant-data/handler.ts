import { SERVICES } from 'tenantry:services'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table, transact } from '@tenantry/toolkit/table.ts'
import { directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { markTransient } from '@tenantry/toolkit/transient.ts'
import { tenantFiles } from '../exports/tenant-files.ts'
import { addressBook } from '../people/address-book.ts'
import { membershipChanges } from '../people/membership-changes.ts'
import { membershipStore } from '../people/membership-store.ts'
import { poolPeople } from '../people/people.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { describeOperation } from './describe-operation.ts'
import { Env } from './env.ts'
import { exportFolder } from './export-folder.ts'
import type { MoveDataServices } from './move/move-data-services.ts'
import type { DataServices } from './operation.ts'
import { runOperation } from './run-operation.ts'
import { storesOf } from './stores.ts'

/** What is left of the function's fifteen minutes when a call begins no other page. */
const RESERVE_MS = 3 * 60_000

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-data')
const bus = eventBridge()
const send = tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event]))
const files = tenantFiles(env.FILES_ROLE_ARN, system)

/** Clients under sessions of a role; under the function's own role where there is none. */
function clientsOf(roleArn: string) {
  const session = roleArn === '' ? null : tenantSessions(securityTokens(), { roleArn, system })
  return async (tenantId: string) => dynamo(session && (await session(tenantId)))
}
const reader = clientsOf(env.ACCESS_ROLE_ARN)
const writer = clientsOf(env.WRITER_ROLE_ARN)
const tableNamed = (name: string): string => env.TABLES[name] ?? ''

const people = poolPeople(new CognitoIdentityProviderClient({}), {
  userPoolId: env.USER_POOL_ID,
  // Whether a person belongs elsewhere is no tenant's business: this one question goes to the index under the function's own role.
  memberships: membershipStore(table(dynamo(), tableNamed('memberships'))),
  addresses: addressBook(table(dynamo(), env.ADDRESSES_TABLE), system),
})

const workerSeconds = SERVICES.map(({ worker }) => worker?.timeoutSeconds ?? 0)
const access = async (name: string, tenantId: string) => table(await reader(tenantId), tableNamed(name))

const services: Omit<DataServices & MoveDataServices, 'hasTime'> = {
  stores: storesOf(SERVICES).filter(({ name }) => name in env.TABLES),
  readingOf: async ({ name }, tenantId) => table(await reader(tenantId), tableNamed(name)),
  writingOf: async ({ name }, tenantId) => table(await writer(tenantId), tableNamed(name)),
  async peopleOf(tenantId) {
    const client = await writer(tenantId)
    const tables = { memberships: tableNamed('memberships'), outbox: tableNamed('outbox') }
    const changes = membershipChanges(client, tables, {
      announce: relay(send, logger),
      audit: peopleAudit(env.AUDIT_TABLE, 'tenant-data', system),
      by: bySystem('tenant-data'),
      system,
    })
    return { memberships: { ...membershipStore(table(client, tables.memberships)), ...changes }, people }
  },
  folderOf: async (tenantId, exportId) => exportFolder(await files(tenantId), env.EXPORTS_BUCKET, tenantId, exportId),
  system,
  tableOf: ({ name }, tenantId) => access(name, tenantId),
  movesOf: (tenantId) => access('moves', tenantId),
  transact: async (tenantId, writes) => transact(await reader(tenantId), writes),
  entryOf: async (tenantId) => directoryReader(await access('directory', tenantId))(tenantId),
  place: env.ACCESS_ROLE_ARN === '' ? 'silo' : 'pool',
  settleSeconds: PROPAGATION_SECONDS + Math.max(0, ...workerSeconds),
}

/** One operation on the data of one tenant, as a workflow of the control plane asks for it. */
export const handler = invocationHandler({
  kind: 'step',
  logger,
  describe: describeOperation,
  run: (event: unknown, context) =>
    markTransient(() =>
      runOperation({ ...services, hasTime: () => context.getRemainingTimeInMillis() > RESERVE_MS }, event),
    ),
})
