import { Env } from '@tenantry/control-plane/costs/env.ts'
import { Aws, Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys, mayQueryPartitions } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import type { CostSettings } from './cost-settings.ts'
import type { ControlPlaneData } from './data.ts'
import { readsCosts } from './reads-costs.ts'

/** All tenants' days of a month are read at once; the longest answer divides a day of 10,000 tenants anew. */
const MEMORY_MB = 1_769

interface Props {
  layer: LayerVersion
  data: ControlPlaneData
  bucket: IBucket
  settings: CostSettings
}

/** What tenants cost and bring in, for system admins. It reads what runs have attributed, and changes nothing. */
export function costs(scope: Construct, { layer, data, bucket, settings }: Props): LambdaFunction {
  const fn = microservice(scope, 'CostsApi', {
    entry: 'control-plane/costs',
    description: 'Costs and margins of tenants, for system admins',
    layer,
    timeout: Duration.seconds(29),
    memoryMb: MEMORY_MB,
    env: Env,
    environment: {
      COSTS_TABLE: data.costs.tableName,
      COSTS_BUCKET: bucket.bucketName,
      TENANTS_TABLE: data.tenants.tableName,
      TIERS_TABLE: data.tiers.tableName,
      LISTS_TABLE: data.lists.tableName,
      ACCOUNT_ID: Aws.ACCOUNT_ID,
      // CloudFormation lets nothing else through.
      SPREAD: settings.spread.valueAsString,
    },
  })
  mayAccessKeys(fn, data.costs, { actions: ['GetItem'], keys: ['units'] })
  mayAccessKeys(fn, data.costs, { actions: ['Query'], keys: ['units', 'runs', 'tenant#*'] })
  mayQueryPartitions(fn, data.tenants, 'listing', ['tenant'])
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['tenant#*'] })
  mayAccess(fn, data.tiers, 'GetItem', 'BatchGetItem')
  mayGoUnused(
    fn,
    {
      action: 'dynamodb:GetItem',
      of: 'CostsTable',
      byChance: true,
      reason: 'A unit is read again when its version was replaced between two reads.',
    },
    {
      action: 'dynamodb:GetItem',
      of: 'TenantsTable',
      byChance: true,
      reason: 'Tenants that cost something and were deleted since are looked up one by one.',
    },
  )
  answersLists(fn, data.lists)
  readsCosts(fn, bucket)
  return fn
}
