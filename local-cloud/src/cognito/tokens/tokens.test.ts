import { generateKeyPairSync } from 'node:crypto'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { expect, test } from 'vitest'
import { testCognito, testPool, testUser } from '../cognito-fixture.ts'
import { signJwt, unverifiedClaims } from './jwt.ts'

// What aws-jwt-verify, which the product's authorizers use, makes of these tokens.

const password = 'correct horse 1'

/** A user who signed in `agoMs` before now. */
async function signedIn(agoMs = 0) {
  const cloud = testCognito()
  cloud.clock.advance(-agoMs)
  const { userPoolId, clientId } = await testPool(cloud)
  const sub = await testUser(cloud, userPoolId, 'ann@example.com', password)
  const { AuthenticationResult } = await cloud.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ann@example.com', PASSWORD: password },
  })
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' })
  // biome-ignore lint/suspicious/noExplicitAny: the service answers the document as an object
  verifier.cacheJwks((await cloud.jwks(userPoolId)) as any)
  return { cloud, sub, clientId, verifier, access: AuthenticationResult.AccessToken, id: AuthenticationResult.IdToken }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('an access token is accepted', async () => {
  const { verifier, access, sub, clientId } = await signedIn()
  expect(await verifier.verify(access)).toMatchObject({ sub, username: sub, client_id: clientId, token_use: 'access' })
})

test('an expired token is refused', async () => {
  const { verifier, access } = await signedIn(3_600_000)
  await expect(verifier.verify(access)).rejects.toThrow(/expired/)
})

test('a token of another pool, an unsigned one, one signed again and an id token are refused', async () => {
  const { cloud, verifier, access, id } = await signedIn()
  const claims = unverifiedClaims(access) ?? {}
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { kid } = JSON.parse(Buffer.from(access.split('.')[0], 'base64url').toString())

  const iss = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Elsewhere'
  const unsigned = `${encode({ alg: 'none', kid })}.${encode(claims)}.`
  for (const forged of [
    signJwt({ kid, publicKey, privateKey }, { ...claims, iss }),
    signJwt({ kid, publicKey, privateKey }, claims),
    unsigned,
    id,
  ]) {
    await expect(verifier.verify(forged)).rejects.toThrow()
    await expect(cloud.call('GetUser', { AccessToken: forged })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    })
  }
})

test('the user operations refuse an access token once it expired', async () => {
  const { cloud, access } = await signedIn()
  cloud.clock.advance(3_600_000)
  await expect(cloud.call('GetUser', { AccessToken: access })).rejects.toThrow('Access Token has expired')
})
