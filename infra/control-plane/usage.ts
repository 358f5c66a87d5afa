import { Env } from '@tenantry/control-plane/usage/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { mayAccess } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import { USAGE_HOURS } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { findsPlans, readsUsage } from './plan-rights.ts'
import { readsUsageFiles } from './reads-usage-files.ts'

/** What tenants use, and how they are served, for operators. It reads what was computed, and no line that it was computed from. */
export function usage(
  scope: Construct,
  { layer, data, bucket }: { layer: LayerVersion; data: ControlPlaneData; bucket: IBucket },
): LambdaFunction {
  const fn = microservice(scope, 'UsageApi', {
    entry: 'control-plane/usage',
    description: 'Usage and health of tenants, for operators',
    layer,
    env: Env,
    environment: {
      USAGE_TABLE: data.usage.tableName,
      USAGE_BUCKET: bucket.bucketName,
      TENANTS_TABLE: data.tenants.tableName,
      TIERS_TABLE: data.tiers.tableName,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  mayAccess(fn, data.usage, 'GetItem', 'Query')
  mayAccess(fn, data.tenants, 'GetItem')
  mayAccess(fn, data.tiers, 'GetItem')
  answersLists(fn, data.lists)
  findsPlans(fn)
  readsUsage(fn)
  readsUsageFiles(fn, bucket, USAGE_HOURS)
  return fn
}
