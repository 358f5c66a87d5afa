import {
  type IUserPool,
  type IUserPoolClient,
  LambdaVersion,
  type UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { IFunction, ILayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { browserClient, userPool } from '../foundation/identity.ts'
import type { AppPlaneData } from './data.ts'
import { messageTrigger } from './message-trigger.ts'
import { passwordTrigger } from './password-trigger.ts'
import type { Place } from './place.ts'
import { tokenTrigger } from './token-trigger.ts'

/** Where people of tenants sign in. */
export interface People {
  pool: UserPool
  client: UserPoolClient
}

/** The functions that people have whatever the product is. */
export type PeopleFunction = 'authorizer' | 'users' | 'myTenants' | 'myData' | 'myAccount' | 'exports'

/** The people of the pool, as a silo of a tenant that has moved knows them: its API hands what is about people to the pool's functions. */
export interface SharedPeople {
  pool: IUserPool
  client: IUserPoolClient
  functions: Record<PeopleFunction, IFunction>
}

/** The user pool of a place, and what it calls when people sign in. */
export function people(
  scope: Construct,
  props: { place: Place; layer: ILayerVersion; data: AppPlaneData; bus: IEventBus; address: string },
): People {
  const pool = userPool(scope, 'People', { mailFrom: props.address })
  const client = browserClient(pool, 'TenantApp')
  pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokenTrigger(scope, props), LambdaVersion.V2_0)
  pool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, messageTrigger(scope, props))
  pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, passwordTrigger(scope, props))
  return { pool, client }
}
