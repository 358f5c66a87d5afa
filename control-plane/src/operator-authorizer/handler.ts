import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { authorizerHandler } from '@tenantry/toolkit/authorizer-handler.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { operatorSessions } from '../operators/operator-sessions.ts'
import { authorizeOperator, type TokenRequest } from './authorize-operator.ts'
import { Env } from './env.ts'
import { presentOperator } from './present-operator.ts'

const env = readEnv(Env, process.env)
const verifier = CognitoJwtVerifier.create({
  userPoolId: env.USER_POOL_ID,
  clientId: env.CLIENT_ID,
  tokenUse: 'access',
})

const decide = authorizeOperator({
  verify: (token) => verifier.verify(token),
  validFrom: operatorSessions(table(dynamo(), env.TENANTS_TABLE)).validFrom,
  present: presentOperator(new CognitoIdentityProviderClient({}), env.USER_POOL_ID),
})

export const handler = authorizerHandler(createLogger('operator-authorizer'), (event: TokenRequest) => decide(event))
