import { authorizeOperator } from '@tenantry/control-plane/operator-authorizer/authorize-operator.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'

export const tokenUseUnchecked: typeof authorizeOperator = ({ present }) => {
  const { USER_POOL_ID: userPoolId = '', CLIENT_ID: clientId = '' } = process.env
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null })
  return authorizeOperator({ present, verify: (token) => verifier.verify(token) })
}
