import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { describedSchema } from '../described-schema.ts'
import { PoolId } from '../inputs.ts'
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
