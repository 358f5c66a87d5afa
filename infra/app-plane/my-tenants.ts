import { Env } from '@tenantry/app-plane/my-tenants/env.ts'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'
import { type Place, roleOf } from './place.ts'

/**
 * The tenants of a person: the one question that crosses tenants, so it has a function of its own, which may query the index by person
 * and look up tenants in the directory, and nothing else.
 */
export function myTenants(
  scope: Construct,
  { place, layer, data }: { place: Place; layer: ILayerVersion; data: AppPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'MyTenants', {
    entry: 'app-plane/my-tenants',
    description: 'The tenants that a person belongs to',
    layer,
    role: roleOf(place, 'people', scope, 'MyTenants'),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  mayQueryIndex(fn, data.memberships, 'byUser')
  if (place.kind === 'pool') mayAccess(fn, data.directory, 'BatchGetItem')
  else mayAccessKeys(fn, data.directory, { actions: ['BatchGetItem'], keys: [place.tenantId] })
  answersLists(fn, data.lists)
  return fn
}
