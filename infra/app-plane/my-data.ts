import { Env } from '@tenantry/app-plane/my-data/env.ts'
import { auditTrail, PEOPLE_WRITERS } from '@tenantry/contracts/audit.ts'
import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'
import { type Place, roleOf, tenantsOf } from './place.ts'

/** What is stored of a person, for them to take along. It crosses tenants and reads the audit, so it has a function of its own, which writes nothing. */
export function myData(
  scope: Construct,
  { place, layer, data, pool }: { place: Place; layer: ILayerVersion; data: AppPlaneData; pool: IUserPool },
): LambdaFunction {
  const fn = microservice(scope, 'MyData', {
    entry: 'app-plane/my-data',
    description: 'What is stored of a person',
    layer,
    role: roleOf(place, 'records', scope, 'MyData'),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      PEOPLE_TABLE: data.people.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      USER_POOL_ID: pool.userPoolId,
    },
  })
  mayQueryIndex(fn, data.memberships, 'byUser')
  mayAccess(fn, data.people, 'GetItem')
  mayAccessKeys(fn, data.tenants.audit, {
    actions: ['Query'],
    keys: PEOPLE_WRITERS.map((writer) => auditTrail(writer, tenantsOf(place))),
  })
  pool.grant(fn, 'cognito-idp:AdminGetUser')
  return fn
}
