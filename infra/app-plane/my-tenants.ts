import { Env } from '@tenantry/app-plane/my-tenants/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'

/**
 * The tenants of a person: the one question that crosses tenants, so it has a function of its own, which may query the index by person
 * and look up tenants in the directory, and nothing else.
 */
export function myTenants(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: AppPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'MyTenants', {
    entry: 'app-plane/my-tenants',
    description: 'The tenants that a person belongs to',
    layer,
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  mayQueryIndex(fn, data.memberships, 'byUser')
  mayAccess(fn, data.directory, 'BatchGetItem')
  answersLists(fn, data.lists)
  return fn
}
