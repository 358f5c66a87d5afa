import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { authorizeOperator } from './authorize-operator.ts'
import { Env } from './env.ts'
import { presentOperator } from './present-operator.ts'

const env = readEnv(Env, process.env)
const verifier = CognitoJwtVerifier.create({
  userPoolId: env.USER_POOL_ID,
  clientId: env.CLIENT_ID,
  tokenUse: 'access',
})

export const handler = authorizeOperator({
  verify: (token) => verifier.verify(token),
  present: presentOperator(new CognitoIdentityProviderClient({}), env.USER_POOL_ID),
})
