import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll } from 'vitest'
import { lambdaFunction, role, useCloud } from '../../cloud.ts'

export const cloud = useCloud()
export const client = () => new sdk.CognitoIdentityProviderClient(cloud.options())
export const ids = {
  pool: '',
  client: '',
  closedPool: '',
  closedClient: '',
  brokenPool: '',
  brokenClient: '',
  appPool: '',
  appClient: '',
}
export const password = 'Correct horse 1'

const pool = (more: object = {}) => ({
  Type: 'AWS::Cognito::UserPool',
  Properties: { AutoVerifiedAttributes: ['email'], ...more },
})
const appClient = (name: string, more: object = {}) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: {
    UserPoolId: { Ref: name },
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    ...more,
  },
})

beforeAll(async () => {
  const trigger = { 'Fn::GetAtt': ['Trigger', 'Arn'] }
  await cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Trigger: lambdaFunction(
        'trigger',
        `exports.handler = async (event) => {
          if (event.userName === 'refused') throw new Error('not you')
          return event.userName === 'nonsense' ? 'nonsense' : event
        }`,
      ),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: trigger, Action: 'lambda:InvokeFunction', Principal: 'cognito-idp.amazonaws.com' },
      },
      Pool: pool(),
      Client: appClient('Pool'),
      Closed: pool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
      ClosedClient: appClient('Closed', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], EnableTokenRevocation: false }),
      Broken: pool({ LambdaConfig: { PreTokenGeneration: trigger, CustomMessage: trigger } }),
      BrokenClient: appClient('Broken'),
      App: pool({ MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }),
      AppClient: appClient('App'),
    },
    Outputs: Object.fromEntries(
      ['Pool', 'Client', 'Closed', 'ClosedClient', 'Broken', 'BrokenClient', 'App', 'AppClient'].map((name) => [
        name,
        { Value: { Ref: name } },
      ]),
    ),
  })
  const output = (name: string) => cloud.cloud.output('test', name)
  Object.assign(ids, {
    pool: output('Pool'),
    client: output('Client'),
    closedPool: output('Closed'),
    closedClient: output('ClosedClient'),
    brokenPool: output('Broken'),
    brokenClient: output('BrokenClient'),
    appPool: output('App'),
    appClient: output('AppClient'),
  })
  await user('ann')
  await client().send(
    new sdk.SignUpCommand({
      ClientId: ids.client,
      Username: 'unconfirmed',
      Password: password,
      UserAttributes: [{ Name: 'email', Value: 'unconfirmed@example.com' }],
    }),
  )
})

/** A confirmed user, whose sign-in the answer begins. */
export async function user(Username: string, UserPoolId = ids.pool): Promise<void> {
  const UserAttributes = [
    { Name: 'email', Value: `${Username}@example.com` },
    { Name: 'email_verified', Value: 'true' },
  ]
  const created = { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' as const }
  await client().send(new sdk.AdminCreateUserCommand(created))
  const set = { UserPoolId, Username, Password: password, Permanent: true }
  await client().send(new sdk.AdminSetUserPasswordCommand(set))
}

export async function signIn(USERNAME: string) {
  const { AuthenticationResult } = await client().send(new sdk.InitiateAuthCommand(byPassword(USERNAME)))
  return AuthenticationResult ?? {}
}

export const byPassword = (USERNAME: string, PASSWORD = password, ClientId = ids.client) => ({
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME, PASSWORD },
})

export const admin = <More extends object>(more: More) => ({ UserPoolId: ids.pool, Username: 'ann', ...more })
