import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { describedSchema } from '../described-schema.ts'
import { ClientId, PoolId } from '../inputs.ts'
import { poolArn, poolOperation } from '../operation.ts'
import { passwordPolicyOf } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export function describeUserPool({ context, pools, users }: CognitoServices): Operation {
  return poolOperation(context, 'DescribeUserPool', z.strictObject({ UserPoolId: PoolId }), ({ UserPoolId }) => {
    const pool = pools.get(UserPoolId)
    const { UserPoolName, Schema: _own, Policies: _stated, ...config } = pool.config
    return {
      UserPool: {
        Id: pool.id,
        Name: UserPoolName ?? pool.id,
        Arn: poolArn(context, pool.id),
        ...config,
        Policies: { PasswordPolicy: passwordPolicyOf(pool) },
        SchemaAttributes: describedSchema(pool),
        EstimatedNumberOfUsers: users.count(pool.id),
        CreationDate: pool.createdAt / 1000,
        LastModifiedDate: pool.modifiedAt / 1000,
      },
    }
  })
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export function describeUserPoolClient({ context, pools, clients }: CognitoServices): Operation {
  const Input = z.strictObject({ UserPoolId: PoolId, ClientId })
  return poolOperation(context, 'DescribeUserPoolClient', Input, ({ UserPoolId, ClientId }) => {
    const client = clients.getIn(pools.get(UserPoolId).id, ClientId)
    const { GenerateSecret: _secret, ClientName, ...config } = client.config
    return {
      UserPoolClient: {
        ...config,
        ClientId: client.id,
        ClientName: ClientName ?? client.id,
        CreationDate: client.createdAt / 1000,
        LastModifiedDate: client.modifiedAt / 1000,
      },
    }
  })
}
