import { Unsupported } from '../../core/aws-error.ts'
import type { Operation, Operations } from '../../core/service.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { readTableName } from './describe-table.ts'

const MEMBERS: Record<string, string[]> = {
  UpdateTable: [
    'AttributeDefinitions',
    'BillingMode',
    'DeletionProtectionEnabled',
    'GlobalSecondaryIndexUpdates',
    'GlobalTableSettingsReplicationMode',
    'GlobalTableWitnessUpdates',
    'MultiRegionConsistency',
    'OnDemandThroughput',
    'ProvisionedThroughput',
    'ReplicaUpdates',
    'SSESpecification',
    'StreamSpecification',
    'TableClass',
    'WarmThroughput',
  ],
  UpdateTimeToLive: ['TimeToLiveSpecification'],
  DescribeTimeToLive: [],
}

/**
 * What only templates do to tables here: authorized, so that what a policy forbids is seen to be forbidden, and then refused by name.
 */
export const tableChanges = (engine: Engine): Operations =>
  Object.fromEntries(Object.entries(MEMBERS).map(([name, members]) => [name, authorizedOnly(engine, name, members)]))

function authorizedOnly(engine: Engine, name: string, members: string[]): Operation {
  const authorized = operation({
    input: Object.fromEntries(['TableName', ...members].map((member) => [member, true as const])),
    read: ({ TableName }: { TableName?: unknown }) => readTableName(engine, { TableName }),
    access: (reference) => tableAccess(name, reference),
    run: () => {
      throw new Unsupported(`dynamodb:${name}`)
    },
  })
  return { ...authorized, unsupported: true }
}
