import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { addressBook } from '@tenantry/app-plane/people/address-book.ts'
import { membershipChanges } from '@tenantry/app-plane/people/membership-changes.ts'
import { membershipStore } from '@tenantry/app-plane/people/membership-store.ts'
import { poolPeople } from '@tenantry/app-plane/people/people.ts'
import { peopleAudit } from '@tenantry/app-plane/people/people-audit.ts'
import { exportFolder } from '@tenantry/app-plane/tenant-data/export-folder.ts'
import type { DataServices } from '@tenantry/app-plane/tenant-data/operation.ts'
import { runOperation } from '@tenantry/app-plane/tenant-data/run-operation.ts'
import { storesOf } from '@tenantry/app-plane/tenant-data/stores.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import type { DataAnswer, DataOperation, DataRequest, StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import { ALONE } from '@tenantry/local-cloud/core/alone-fixture.ts'
import { dynamodbService } from '@tenantry/local-cloud/dynamodb/service.ts'
import { s3Service } from '@tenantry/local-cloud/s3/service.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Item, type Table, table } from '@tenantry/toolkit/table.ts'
import { contextOf, createTables } from './dynamodb.ts'
import { createEntityTable } from './entity-table.ts'
import { type AroundCall, inProcessAws } from './in-process-aws.ts'
import { type MoveDataServices, movingPlace } from './moving-place.ts'
import { testCognito, testPool } from './pool.ts'
import { THING } from './things.ts'

/** A product of one entity. */
export const THINGS = defineService({ name: 'things', description: 'Things', entities: [THING] })
export const EXPORTS = 'exports'

/** The function of tenants' data over the local cloud's own stores, in this process, empty. */
export type DataWorld = Awaited<ReturnType<typeof dataWorld>>

export async function dataWorld(around?: AroundCall) {
  const context = {
    ...contextOf(new DatabaseSync(':memory:')),
    dataDir: mkdtempSync(join(tmpdir(), 'tenantry-exports-')),
  }
  const cloud = testCognito({ trigger: (event) => event })
  const { userPoolId } = await testPool(cloud)
  const s3 = s3Service({ context, ...ALONE })
  const { config } = inProcessAws([dynamodbService({ context }).api, s3.api, cloud.api], around)
  const client = new DynamoDBClient(config)
  const files = new S3Client({ ...config, forcePathStyle: true })
  const cognito = new CognitoIdentityProviderClient(config)
  await createTables(client, ['memberships', 'outbox', 'idempotency', 'moves', 'audit', 'directory', 'addresses'])
  await createEntityTable(client, 'things')
  await files.send(new CreateBucketCommand({ Bucket: EXPORTS }))
  const stores = storesOf([THINGS])
  const tables = Object.fromEntries(stores.map(({ name }) => [name, table(client, name)])) as Record<string, Table>
  const memberships = {
    ...membershipStore(table(client, 'memberships')),
    ...membershipChanges(
      client,
      { memberships: 'memberships', outbox: 'outbox' },
      {
        // What a person's leaving leaves in the outbox is sent and deleted at once.
        announce: async (outbox, { key }) => void (await outbox.delete(key)),
        audit: peopleAudit('audit', 'tenant-data', system),
        by: bySystem('tenant-data'),
        system,
      },
    ),
  }
  const people = poolPeople(cognito, {
    userPoolId,
    memberships,
    addresses: addressBook(table(client, 'addresses'), system),
  })
  const services: DataServices & MoveDataServices = {
    ...movingPlace(client, { stores, place: 'pool', directory: client }),
    stores,
    readingOf: async ({ name }) => table(client, name),
    writingOf: async ({ name }) => table(client, name),
    peopleOf: async () => ({ memberships, people }),
    folderOf: async (tenantId, exportId) => exportFolder(files, EXPORTS, tenantId, exportId),
    hasTime: () => true,
    system,
  }

  return {
    client,
    files,
    tables,
    services,
    memberships,
    people,
    /** One call of the function, which works on so many pages. */
    call<Operation extends DataOperation>(
      request: DataRequest<Operation> & { operation: Operation },
      pages = Number.POSITIVE_INFINITY,
    ): Promise<DataAnswer<Operation>> {
      let left = pages
      return runOperation({ ...services, hasTime: () => left-- > 0 }, request) as Promise<DataAnswer<Operation>>
    },
    /** What any look at the tables finds of a tenant, by a scan of all of them. */
    async scan(tenantId: string): Promise<StoreCounts> {
      const counts: StoreCounts = {}
      for (const { name, keys } of stores) {
        const items = await everyItem(table(client, name))
        counts[name] = items.filter((item) => String(item[keys[0] ?? '']).includes(tenantId)).length
      }
      return counts
    },
    everyItem: (name: string) => everyItem(table(client, name)),
    /** The addresses of the pool. */
    async addresses(): Promise<string[]> {
      const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId: userPoolId }))
      return Users.flatMap(({ Attributes = [] }) => Attributes.filter(({ Name }) => Name === 'email'))
        .map(({ Value = '' }) => Value)
        .toSorted()
    },
    async keys(): Promise<string[]> {
      const { Contents = [] } = await files.send(new ListObjectsV2Command({ Bucket: EXPORTS }))
      return Contents.map(({ Key = '' }) => Key)
    },
    mails: () => cloud.outbox.list(),
    async close() {
      await s3.close()
      rmSync(context.dataDir, { recursive: true, force: true })
    },
  }
}

async function everyItem(all: Table): Promise<Item[]> {
  const items: Item[] = []
  let after: Item | undefined
  do {
    const page = await all.scan({ limit: 1000, ...(after && { after }) })
    items.push(...page.items)
    after = page.next
  } while (after)
  return items
}
