import { Env } from '@tenantry/app-plane/api-docs/env.ts'
import { listStateId } from '@tenantry/contracts/lists-table.ts'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'
import { type Place, roleOf } from './place.ts'

/** Serves the OpenAPI document of the API, with the sort orders that lists are offered in now. */
export function apiDocs(
  scope: Construct,
  { place, layer, data }: { place: Place; layer: ILayerVersion; data: AppPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'ApiDocs', {
    entry: 'app-plane/api-docs',
    description: 'The OpenAPI document',
    layer,
    role: roleOf(place, 'services', scope, 'ApiDocs'),
    env: Env,
    environment: { LISTS_TABLE: data.lists.tableName },
  })
  // The table holds the keys of cursors too, which are none of its business.
  mayAccessKeys(fn, data.lists, { actions: ['BatchGetItem'], keys: [listStateId('*')] })
  return fn
}
