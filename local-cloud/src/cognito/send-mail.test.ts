import { expect, test } from 'vitest'
import { testCognito, testPool } from './cognito-fixture.ts'

const FROM = 'mail@acme.example'
const identity = (name: string) => `arn:aws:ses:us-east-1:000000000000:identity/${name}`
const bySes = (SourceArn: string, From = FROM) => ({
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From, SourceArn },
})
const invite = { Username: 'ann@example.com', UserAttributes: [{ Name: 'email', Value: 'ann@example.com' }] }

async function account(isInSandbox: boolean, verified: string[]) {
  const cloud = testCognito({ isInSandbox })
  for (const name of verified) await cloud.create('AWS::SES::EmailIdentity', { EmailIdentity: name }, name)
  return cloud
}

test('a pool whose sender is not verified, or is another identity than it names, is not made', async () => {
  const cloud = await account(false, ['acme.example'])
  await expect(testPool(cloud, bySes(identity('b.example'), 'a@b.example'))).rejects.toThrow('is not verified')
  await expect(testPool(cloud, bySes(identity(FROM)))).rejects.toThrow('is not verified')
  await testPool(cloud, bySes(identity('acme.example')))
})

test('in the sandbox an invitation by SES reaches verified addresses alone; its user is there all the same', async () => {
  const cloud = await account(true, [FROM])
  const { userPoolId: UserPoolId } = await testPool(cloud, bySes(identity(FROM)))
  await expect(cloud.call('AdminCreateUser', { UserPoolId, ...invite })).rejects.toMatchObject({
    code: 'CodeDeliveryFailureException',
  })
  expect(cloud.outbox.list()).toEqual([])
  const again = { UserPoolId, ...invite, MessageAction: 'RESEND' }
  await expect(cloud.call('AdminCreateUser', again)).rejects.toMatchObject({ code: 'CodeDeliveryFailureException' })
  await cloud.create('AWS::SES::EmailIdentity', { EmailIdentity: 'ann@example.com' }, 'ann')
  await cloud.call('AdminCreateUser', again)
  expect(cloud.outbox.list()).toMatchObject([{ to: 'ann@example.com' }])
})

test("Cognito's own sender knows no sandbox", async () => {
  const cloud = await account(true, [])
  const { userPoolId: UserPoolId } = await testPool(cloud)
  await cloud.call('AdminCreateUser', { UserPoolId, ...invite })
  expect(cloud.outbox.list()).toHaveLength(1)
})
