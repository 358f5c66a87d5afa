import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { generateSync } from 'otplib'
import { admin, byPassword, client, ids, password, signIn, user } from './fixture.ts'

// Users, tokens and codes in the states that the cases need.

export const asAdmin = (USERNAME: string, PASSWORD = password) => ({
  UserPoolId: ids.pool,
  ClientId: ids.client,
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME, PASSWORD },
})
export const respond = (Session: string, NEW_PASSWORD: string) => ({
  ClientId: ids.client,
  ChallengeName: 'NEW_PASSWORD_REQUIRED',
  Session,
  ChallengeResponses: { USERNAME: 'invited', NEW_PASSWORD },
})
export const token = async () => ({ AccessToken: (await signIn('ann')).AccessToken })

export async function challenge(Username: string): Promise<string> {
  const created = { UserPoolId: ids.pool, Username, TemporaryPassword: password, MessageAction: 'SUPPRESS' as const }
  await client().send(new sdk.AdminCreateUserCommand(created))
  return (await client().send(new sdk.InitiateAuthCommand(byPassword(Username)))).Session ?? ''
}
/** A sign-in that waits for the set-up of an authenticator app, which has its secret. */
export async function associated(name: string) {
  await user(name, ids.appPool)
  const begun = await client().send(new sdk.InitiateAuthCommand(byPassword(name, password, ids.appClient)))
  return client().send(new sdk.AssociateSoftwareTokenCommand({ Session: begun.Session }))
}
/** A sign-in that waits for a code of this app, which was used for the set-up. */
export async function withApp(name: string) {
  const { Session, SecretCode = '' } = await associated(name)
  const code = generateSync({ secret: SecretCode })
  await client().send(new sdk.VerifySoftwareTokenCommand({ Session, UserCode: code }))
  const begun = await client().send(new sdk.InitiateAuthCommand(byPassword(name, password, ids.appClient)))
  return (SOFTWARE_TOKEN_MFA_CODE: string | null) => ({
    ClientId: ids.appClient,
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: begun.Session,
    ChallengeResponses: { USERNAME: name, SOFTWARE_TOKEN_MFA_CODE: SOFTWARE_TOKEN_MFA_CODE ?? code },
  })
}
export async function refused() {
  await user('refused', ids.brokenPool)
  return byPassword('refused', password, ids.brokenClient)
}
export async function nonsense() {
  await user('nonsense', ids.brokenPool)
  return byPassword('nonsense', password, ids.brokenClient)
}
export async function forgotten(Username: string) {
  await user(Username)
  await client().send(new sdk.ForgotPasswordCommand({ ClientId: ids.client, Username }))
  return { ClientId: ids.client, Username, ConfirmationCode: 'wrong', Password: password }
}
export async function unverified(Username: string) {
  const created = { UserPoolId: ids.pool, Username, MessageAction: 'SUPPRESS' as const }
  await client().send(new sdk.AdminCreateUserCommand(created))
  await client().send(new sdk.AdminSetUserPasswordCommand(admin({ Username, Password: password, Permanent: true })))
  return { ClientId: ids.client, Username }
}
export async function uncoded(Username: string): Promise<string> {
  await client().send(new sdk.SignUpCommand({ ClientId: ids.client, Username, Password: password }))
  return Username
}
export async function moving(name: string) {
  await user(name)
  const { AccessToken } = await signIn(name)
  const UserAttributes = [{ Name: 'email', Value: `${name}@elsewhere.example` }]
  await client().send(new sdk.UpdateUserAttributesCommand({ AccessToken, UserAttributes }))
  return { AccessToken }
}
/** The input after five wrong codes. */
export async function tried(input: object, send: (input: never) => Promise<unknown>) {
  // What either command takes is made just above.
  for (let i = 0; i < 5; i++) await send(input as never).catch(() => {})
  return input
}
export const confirm = (input: sdk.ConfirmForgotPasswordCommandInput) =>
  client().send(new sdk.ConfirmForgotPasswordCommand(input))
export const verify = (input: sdk.VerifyUserAttributeCommandInput) =>
  client().send(new sdk.VerifyUserAttributeCommand(input))
