import { expect, test } from 'vitest'
import { type TestCognito, testCognito, testPool, testUser } from '../cognito-fixture.ts'

const username = 'ann@example.com'
const password = 'correct horse 1'

async function withUser(pool: object = {}, client: object = {}) {
  const cloud = testCognito()
  const ids = await testPool(cloud, pool, client)
  const sub = await testUser(cloud, ids.userPoolId, username, password)
  return { cloud, sub, ...ids }
}

async function accessToken(cloud: TestCognito, ClientId: string, USERNAME = username): Promise<string> {
  const AuthParameters = { USERNAME, PASSWORD: password }
  const answer = await cloud.call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
  return answer.AuthenticationResult.AccessToken
}

const attribute = (Name: string, Value: string) => [{ Name, Value }]
const codeIn = (cloud: TestCognito) => /[0-9]{6}/.exec(cloud.outbox.list().at(-1)?.text ?? '')?.[0] ?? ''

test('a user writes only the attributes that their client may write', async () => {
  const Schema = [{ Name: 'tenantId', Mutable: true }]
  const { cloud, clientId } = await withUser({ Schema }, { WriteAttributes: ['name'] })
  const AccessToken = await accessToken(cloud, clientId)
  const write = (name: string) =>
    cloud.call('UpdateUserAttributes', { AccessToken, UserAttributes: attribute(name, 'Ann') })
  await write('name')
  for (const name of ['custom:tenantId', 'email', 'email_verified', 'nickname']) {
    await expect(write(name)).rejects.toThrow('A client attempted to write unauthorized attribute')
  }
})

test('without a list of its own a client may write standard attributes, and never custom ones', async () => {
  const { cloud, clientId } = await withUser({ Schema: [{ Name: 'tenantId' }] })
  const AccessToken = await accessToken(cloud, clientId)
  const write = (name: string) =>
    cloud.call('UpdateUserAttributes', { AccessToken, UserAttributes: attribute(name, 'x') })
  await write('nickname')
  await expect(write('custom:tenantId')).rejects.toThrow('A client attempted to write unauthorized attribute')
})

test('a new address counts once its code came back, where the pool keeps the original', async () => {
  const { cloud, clientId } = await withUser({
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  })
  const AccessToken = await accessToken(cloud, clientId)
  const email = async () => (await cloud.call('GetUser', { AccessToken })).UserAttributes
  await cloud.call('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', 'new@example.com') })
  expect(cloud.outbox.list().at(-1)?.to).toBe('new@example.com')
  expect(await email()).toContainEqual({ Name: 'email', Value: username })
  await cloud.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: codeIn(cloud) })
  expect(await email()).toContainEqual({ Name: 'email', Value: 'new@example.com' })
  await expect(accessToken(cloud, clientId)).rejects.toThrow('Incorrect username or password.')
  await accessToken(cloud, clientId, 'new@example.com')
})

test('the user name of a pool with sign-in by e-mail is the sub, and the address is unique whatever its case', async () => {
  const { cloud, userPoolId, sub } = await withUser()
  const create = (Username: string) => cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username })
  const found = await cloud.call('AdminGetUser', { UserPoolId: userPoolId, Username: username })
  expect(found).toMatchObject({ Username: sub, UserStatus: 'CONFIRMED', Enabled: true })
  expect(found.UserAttributes).toContainEqual({ Name: 'sub', Value: sub })
  await expect(create('ANN@example.com')).rejects.toThrow('An account with the given email already exists.')
  await expect(create('ann')).rejects.toThrow('Username should be an email.')
})

test('RESEND is for users who never chose a password', async () => {
  const { cloud, userPoolId } = await withUser()
  const resend = (Username: string) =>
    cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username, MessageAction: 'RESEND' })
  await expect(resend(username)).rejects.toMatchObject({ code: 'UnsupportedUserStateException' })
  await expect(resend('nobody@example.com')).rejects.toMatchObject({ code: 'UserNotFoundException' })
})

test('two simultaneous calls create one user', async () => {
  const { cloud, userPoolId } = await withUser()
  const create = () => cloud.call('AdminCreateUser', { UserPoolId: userPoolId, Username: 'bob@example.com' })
  const results = await Promise.allSettled([create(), create()])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(cloud.outbox.list()).toHaveLength(1)
})

test.each([
  ['Sh0rt!', 'Password not long enough'],
  ['lowercase 1!', 'Password must have uppercase characters'],
  ['UPPERCASE 1!', 'Password must have lowercase characters'],
  ['No numbers!', 'Password must have numeric characters'],
  ['NoSymbols1', 'Password must have symbol characters'],
])('the default policy refuses %s: %s', async (Password, text) => {
  const cloud = testCognito()
  const { userPoolId } = await testPool(cloud, { Policies: undefined })
  const created = { UserPoolId: userPoolId, Username: username }
  await cloud.call('AdminCreateUser', created) // its generated password meets the policy
  const set = cloud.call('AdminSetUserPassword', { ...created, Password, Permanent: true })
  await expect(set).rejects.toThrow(`Password did not conform with policy: ${text}`)
})

test('sign-up is refused where only administrators create users', async () => {
  const { cloud, clientId } = await withUser()
  const answer = cloud.call('SignUp', { ClientId: clientId, Username: 'bob@example.com', Password: password })
  await expect(answer).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'SignUp is not permitted for this user pool',
  })
})

test('who signs up can sign in once the code from the mail confirmed the address', async () => {
  const { cloud, clientId } = await withUser({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } })
  const Username = 'bob@example.com'
  const signUp = await cloud.call('SignUp', { ClientId: clientId, Username, Password: password })
  expect(signUp).toMatchObject({ UserConfirmed: false, CodeDeliveryDetails: { Destination: 'b***@e***' } })
  await expect(accessToken(cloud, clientId, Username)).rejects.toMatchObject({ code: 'UserNotConfirmedException' })
  const first = codeIn(cloud)
  await cloud.call('ResendConfirmationCode', { ClientId: clientId, Username })
  const confirm = (ConfirmationCode: string) =>
    cloud.call('ConfirmSignUp', { ClientId: clientId, Username, ConfirmationCode })
  if (first !== codeIn(cloud)) await expect(confirm(first)).rejects.toMatchObject({ code: 'CodeMismatchException' })
  await confirm(codeIn(cloud))
  await accessToken(cloud, clientId, Username)
})

test('a forgotten password of nobody is answered like that of somebody, and no mail is sent', async () => {
  const { cloud, clientId } = await withUser()
  const forgot = (Username: string) => cloud.call('ForgotPassword', { ClientId: clientId, Username })
  expect(await forgot('abel@example.com')).toEqual(await forgot(username))
  expect(cloud.outbox.list().map(({ to }) => to)).toEqual([username])
  const confirm = { ClientId: clientId, Username: 'abel@example.com', ConfirmationCode: '1', Password: password }
  await expect(cloud.call('ConfirmForgotPassword', confirm)).rejects.toMatchObject({ code: 'CodeMismatchException' })
})

test('a code is refused after five wrong ones', async () => {
  const { cloud, clientId } = await withUser()
  await cloud.call('ForgotPassword', { ClientId: clientId, Username: username })
  const code = codeIn(cloud)
  const confirm = (ConfirmationCode: string) =>
    cloud.call('ConfirmForgotPassword', {
      ClientId: clientId,
      Username: username,
      ConfirmationCode,
      Password: password,
    })
  for (let i = 0; i < 5; i++) await expect(confirm('x')).rejects.toMatchObject({ code: 'CodeMismatchException' })
  await expect(confirm(code)).rejects.toMatchObject({ code: 'LimitExceededException' })
})

test('codes cannot be guessed by asking for new ones', async () => {
  const { cloud, clientId } = await withUser()
  const person = { ClientId: clientId, Username: username }
  const confirm = (ConfirmationCode: string) =>
    cloud.call('ConfirmForgotPassword', { ...person, ConfirmationCode, Password: password })
  const guesses: string[] = []
  for (let guess = 0; guess < 100; guess++) {
    if (guess % 4 === 0) await cloud.call('ForgotPassword', person).catch(() => undefined)
    guesses.push(await confirm('x').then(String, ({ code }) => code))
  }
  expect(guesses.filter((code) => code === 'CodeMismatchException')).toHaveLength(20)
  expect(guesses.at(-1)).toBe('LimitExceededException')
  // An hour later the person may try again, with a new code.
  cloud.clock.advance(3_600_000)
  await cloud.call('ForgotPassword', person)
  await confirm(codeIn(cloud))
})

test('a user is mailed twenty codes for a new password in an hour', async () => {
  const { cloud, clientId } = await withUser()
  const forgot = () => cloud.call('ForgotPassword', { ClientId: clientId, Username: username })
  for (let request = 0; request < 20; request++) await forgot()
  await expect(forgot()).rejects.toMatchObject({ code: 'LimitExceededException' })
  expect(cloud.outbox.list()).toHaveLength(20)
})

test('users are listed by pages and found by their address', async () => {
  const { cloud, userPoolId } = await withUser()
  for (const name of ['bob', 'cid', 'dan']) await testUser(cloud, userPoolId, `${name}@example.com`, password)
  const seen: string[] = []
  let PaginationToken: string | undefined
  do {
    const page = await cloud.call('ListUsers', { UserPoolId: userPoolId, Limit: 3, PaginationToken })
    seen.push(...page.Users.map((user: { Username: string }) => user.Username))
    PaginationToken = page.PaginationToken
  } while (PaginationToken)
  expect(new Set(seen).size).toBe(4)
  const search = async (Filter: string) => {
    const { Users } = await cloud.call('ListUsers', { UserPoolId: userPoolId, Filter, AttributesToGet: ['email'] })
    return Users.map((user: { Attributes: { Value: string }[] }) => user.Attributes[0]?.Value)
  }
  expect(await search('email = "Bob@example.com"')).toEqual(['bob@example.com'])
  expect(await search('"email"^="c"')).toEqual(['cid@example.com'])
  expect(await search(`email = "x' or 1=1 --"`)).toEqual([])
  await expect(search('nonsense')).rejects.toThrow('Error while parsing filter.')
})

test('administrators work on a pool by its ARN, and public operations need no credentials', async () => {
  const { cloud, userPoolId } = await withUser()
  const open = Object.entries(cloud.operations).filter(([, { access }]) => access === 'public')
  expect(open.map(([name]) => name).filter((name) => /^(Admin|List|Describe)/.test(name))).toEqual([])
  const { access } = cloud.operations.AdminGetUser ?? {}
  if (access === 'public' || !access) throw new Error('public')
  // biome-ignore lint/suspicious/noExplicitAny: the call plays no part
  expect(access({ UserPoolId: userPoolId, Username: 'x' }, undefined as any)).toEqual([
    {
      action: 'cognito-idp:AdminGetUser',
      resource: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${userPoolId}`,
    },
  ])
})

test('a missing member is refused in the words of AWS, and one that is not supported by name', async () => {
  const { cloud, clientId } = await withUser()
  await expect(cloud.call('InitiateAuth', { ClientId: clientId })).rejects.toMatchObject({
    code: 'InvalidParameterException',
    message: `1 validation error detected: Value null at 'authFlow' failed to satisfy constraint: Member must not be null`,
  })
  const withSecret = { ClientId: clientId, Username: username, SecretHash: 'x' }
  await expect(cloud.call('ForgotPassword', withSecret)).rejects.toThrow('SecretHash of cognito-idp:ForgotPassword')
})

test('a user without an address is made, and nobody is told', async () => {
  const cloud = testCognito()
  const { userPoolId: UserPoolId } = await testPool(cloud, { UsernameAttributes: [] })
  const { User } = await cloud.call('AdminCreateUser', { UserPoolId, Username: 'ann' })
  expect(User).toMatchObject({ Username: 'ann', UserStatus: 'FORCE_CHANGE_PASSWORD' })
  expect(cloud.outbox.list()).toEqual([])
})

test('an address is verified by True as by true', async () => {
  const cloud = testCognito()
  const { userPoolId: UserPoolId, clientId: ClientId } = await testPool(cloud)
  const UserAttributes = [{ Name: 'email_verified', Value: 'True' }]
  const Username = 'ann@example.com'
  await cloud.call('AdminCreateUser', { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' })
  await cloud.call('AdminSetUserPassword', { UserPoolId, Username, Password: 'Secret-12', Permanent: true })
  const { UserAttributes: shown } = await cloud.call('AdminGetUser', { UserPoolId, Username })
  expect(shown).toContainEqual({ Name: 'email_verified', Value: 'true' })
  await cloud.call('ForgotPassword', { ClientId, Username })
  expect(cloud.outbox.list()).toHaveLength(1)
})

test('a pool describes its standard attributes and its own, these with their prefix', async () => {
  const cloud = testCognito()
  const { userPoolId: UserPoolId } = await testPool(cloud, {
    Schema: [
      { Name: 'email', Required: true, Mutable: true },
      { Name: 'plan', StringAttributeConstraints: { MaxLength: '9' } },
    ],
  })
  const { UserPool } = await cloud.call('DescribeUserPool', { UserPoolId })
  const schema = new Map(UserPool.SchemaAttributes.map((entry: { Name: string }) => [entry.Name, entry]))
  expect(schema.size).toBe(21)
  expect(schema.get('sub')).toMatchObject({ Mutable: false, Required: true })
  expect(schema.get('email')).toEqual({
    Name: 'email',
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: true,
    StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
  })
  expect(schema.get('custom:plan')).toMatchObject({ Required: false, StringAttributeConstraints: { MaxLength: '9' } })
  expect(schema.has('plan')).toBe(false)
})

test('a page token that no list gave out is refused', async () => {
  const cloud = testCognito()
  const { userPoolId: UserPoolId } = await testPool(cloud)
  await expect(cloud.call('ListUsers', { UserPoolId, PaginationToken: 'nonsense' })).rejects.toThrow('pagination token')
})
