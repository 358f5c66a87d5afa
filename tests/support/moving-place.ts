import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { MoveDataServices } from '@tenantry/app-plane/tenant-data/move/move-data-services.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import { directoryReader } from '@tenantry/toolkit/tenant-directory.ts'

export type { MoveDataServices }

/** What the operations of a move work with, over the tables of one place; the directory is that of all places. */
export const movingPlace = (
  client: DynamoDBClient,
  { stores, place, directory }: Pick<MoveDataServices, 'stores' | 'place'> & { directory: DynamoDBClient },
): MoveDataServices => ({
  stores,
  tableOf: async ({ name }) => table(client, name),
  movesOf: async () => table(client, 'moves'),
  transact: (_, writes) => transact(client, writes),
  entryOf: directoryReader(table(directory, 'directory')),
  place,
  settleSeconds: PROPAGATION_SECONDS,
  hasTime: () => true,
})
