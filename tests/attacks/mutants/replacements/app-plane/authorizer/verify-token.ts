import { cognitoVerifier, type VerifyToken } from '@tenantry/app-plane/authorizer/verify-token.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'

type Verifier = typeof cognitoVerifier
type Payload = Record<string, unknown>

const tokenOf = (authorization: string): string => authorization.replace(/^Bearer\s+/i, '')
const payloadOf = (token: string): Payload => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

const claimsBy =
  (read: (token: string) => Promise<Payload>): VerifyToken =>
  async (authorization) => {
    try {
      const { sub, tenantId, auth_time } = await read(tokenOf(authorization))
      if (typeof sub !== 'string' || typeof tenantId !== 'string') return null
      return { userId: sub, tenantId, authTime: Number(auth_time) }
    } catch {
      return null
    }
  }

export const tokenUseUnchecked: Verifier = (pool) => {
  const verifier = CognitoJwtVerifier.create({ ...pool, tokenUse: null })
  return claimsBy((token) => verifier.verify(token))
}

export const clientUnchecked: Verifier = ({ userPoolId }) => {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId: null, tokenUse: 'access' })
  return claimsBy((token) => verifier.verify(token))
}

export const poolChosenByToken: Verifier = () =>
  claimsBy((token) => {
    const userPoolId = String(payloadOf(token).iss).split('/').at(-1) ?? ''
    return CognitoJwtVerifier.create({ userPoolId, clientId: null, tokenUse: 'access' }).verify(token)
  })

export const nothingVerified: Verifier = () => claimsBy(async (token) => payloadOf(token))

export const tokensLogged: Verifier = (pool) => {
  const verify = cognitoVerifier(pool)
  return (authorization) => {
    console.log(authorization)
    return verify(authorization)
  }
}
