import type { Identity } from '@tenantry/contracts/deployment.ts'
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { SharedTables } from '../app-plane/data.ts'
import type { SharedPeople } from '../app-plane/people.ts'
import { type SiloParameter, siloParameter } from './silo-parameters.ts'

/** The tables of the pool that a silo reads. */
export function sharedTables(scope: Construct, identity: Identity): SharedTables {
  const table = (id: string, name: SiloParameter) => TableV2.fromTableName(scope, id, siloParameter(scope, name))
  return {
    directory: table('Directory', 'DirectoryTable'),
    exports: Bucket.fromBucketName(scope, 'Exports', siloParameter(scope, 'ExportsBucket')),
    ...(identity === 'shared' && {
      people: { memberships: table('Memberships', 'MembershipsTable'), people: table('SharedPeople', 'PeopleTable') },
    }),
  }
}

/**
 * The people of a tenant that has moved: they keep their passwords, their apps and their ids, because they stay in the pool. Its functions serve them, so
 * no role of the silo reaches people, of this tenant or another. The pool lets API Gateway call these functions for every silo.
 */
export function sharedPeople(scope: Construct): SharedPeople {
  const fn = (id: string, name: SiloParameter) => LambdaFunction.fromFunctionArn(scope, id, siloParameter(scope, name))
  return {
    pool: UserPool.fromUserPoolId(scope, 'Pool', siloParameter(scope, 'SharedUserPoolId')),
    client: UserPoolClient.fromUserPoolClientId(scope, 'Client', siloParameter(scope, 'SharedClientId')),
    functions: {
      authorizer: fn('PoolAuthorizer', 'PeopleAuthorizer'),
      users: fn('PoolUsers', 'UsersFunction'),
      myTenants: fn('PoolMyTenants', 'MyTenantsFunction'),
      myData: fn('PoolMyData', 'MyDataFunction'),
      myAccount: fn('PoolMyAccount', 'MyAccountFunction'),
      exports: fn('PoolExports', 'ExportsFunction'),
    },
  }
}
