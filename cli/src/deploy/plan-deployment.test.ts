import { expect, test } from 'vitest'
import type { Identity } from './inspect-sender.ts'
import { type Asked, type Found, planDeployment } from './plan-deployment.ts'

const FIRST: Found = {
  accountId: '123456789012',
  region: 'eu-west-1',
  bootstrapped: true,
  operatorEmail: null,
  mailFrom: null,
  operatorMailFrom: null,
  apiDomain: null,
  consoleUrl: null,
}
const AGAIN: Found = {
  ...FIRST,
  operatorEmail: 'ann@acme.example',
  mailFrom: 'mail@acme.example',
  operatorMailFrom: 'mail@acme.example',
  apiDomain: { name: 'api.acme.example', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/c' },
  consoleUrl: 'https://d1.cloudfront.example',
}
/** Links in mails of alarms. */
const CONSOLE = 'tenantry-base:ConsoleUrl=https://d1.cloudfront.example/'
/** The account has no role but ours to write logs by. */
const LOGGING = 'tenantry-base:LoggingRoleExists=false'

async function plan(
  found: Found,
  asked: Asked = {},
  {
    answers = [] as string[],
    identities = {} as Record<string, Identity>,
    sandbox = false,
    loggingRole = null as string | null,
  } = {},
) {
  const questions: string[] = []
  const made = await planDeployment(found, asked, {
    async ask(question) {
      questions.push(question)
      return answers.shift() ?? ''
    },
    identity: async (address) => identities[address] ?? 'verified',
    sandbox: async () => sandbox,
    loggingRole: async () => loggingRole,
  })
  return { ...made, questions }
}

test('the first deployment asks for the first operator and the sender, which is the operator unless named', async () => {
  const { parameters, questions } = await plan(FIRST, {}, { answers: ['ann@acme.example', ''] })
  expect(questions).toHaveLength(2)
  expect(parameters).toEqual([
    'tenantry-control-plane:OperatorEmail=ann@acme.example',
    'tenantry-base:OperationsMail=ann@acme.example',
    'tenantry-app-plane:MailFrom=ann@acme.example',
    'tenantry-app-plane:SenderExists=true',
    'tenantry-control-plane:MailFrom=ann@acme.example',
    LOGGING,
  ])
})

test('mails of alarms have links from the deployment on that follows the first', async () => {
  const { advice } = await plan(FIRST, {}, { answers: ['ann@acme.example', ''] })
  expect(advice).toContainEqual(expect.stringContaining('the next deployment makes them links'))
})

test('a later deployment asks nothing and changes neither', async () => {
  expect(await plan(AGAIN)).toMatchObject({ parameters: [CONSOLE, LOGGING], advice: [], questions: [] })
})

test('another operator is refused, the same one is not', async () => {
  await expect(plan(AGAIN, { operatorEmail: 'eve@acme.example' })).rejects.toThrow('ann@acme.example and stays so')
  expect((await plan(AGAIN, { operatorEmail: 'ann@acme.example' })).parameters).toEqual([CONSOLE, LOGGING])
})

test('the sender is a setting of its own, and an identity that exists is not made', async () => {
  expect((await plan(AGAIN, { mailFrom: 'new@acme.example' })).parameters).toEqual([
    'tenantry-app-plane:MailFrom=new@acme.example',
    'tenantry-app-plane:SenderExists=true',
    'tenantry-control-plane:MailFrom=new@acme.example',
    CONSOLE,
    LOGGING,
  ])
})

test('a deployment of a version whose operators had no sender of their own gives them that of tenants', async () => {
  const { parameters, questions } = await plan({ ...AGAIN, operatorMailFrom: null })
  expect(questions).toEqual([])
  expect(parameters).toEqual(['tenantry-control-plane:MailFrom=mail@acme.example', CONSOLE, LOGGING])
})

test('a role by which API Gateway writes logs already is kept, and people are told', async () => {
  const loggingRole = 'arn:aws:iam::123456789012:role/gateway-logs'
  const { parameters, advice } = await plan(AGAIN, {}, { loggingRole })
  expect(parameters).toEqual([CONSOLE, 'tenantry-base:LoggingRoleExists=true'])
  expect(advice).toEqual([expect.stringContaining(loggingRole)])
})

test('the role of an earlier deployment is ours to set again', async () => {
  const loggingRole = 'arn:aws:iam::123456789012:role/tenantry-base-ApiGatewayLogging12345678-AbCdEf'
  expect(await plan(AGAIN, {}, { loggingRole })).toMatchObject({ parameters: [CONSOLE, LOGGING], advice: [] })
})

test('without the bootstrap the command that makes it is told', async () => {
  await expect(plan({ ...FIRST, bootstrapped: false })).rejects.toThrow(
    'npx cdk bootstrap aws://123456789012/eu-west-1',
  )
})

test.each([
  ['missing', 'aws sesv2 create-email-identity --email-identity mail@acme.example, and open the link'],
  ['unverified', 'yet. Open the link'],
] as const)('a sender that is %s is refused, with what to do', async (identity, text) => {
  const unready = plan(AGAIN, {}, { identities: { 'mail@acme.example': identity } })
  await expect(unready).rejects.toThrow('mail@acme.example, the sender of mails, is no verified SES identity yet.')
  await expect(unready).rejects.toThrow(text)
})

test('in the sandbox the first operator must be verified too, or the invitation would fail the deployment', async () => {
  const asked = { operatorEmail: 'ann@acme.example', mailFrom: 'mail@acme.example' }
  const identities = { 'ann@acme.example': 'missing' as const }
  await expect(plan(FIRST, asked, { identities, sandbox: true })).rejects.toThrow(
    'ann@acme.example, the first operator',
  )
  expect((await plan(FIRST, asked, { identities })).advice.join()).not.toContain('sandbox')
  // They were invited before.
  const { advice } = await plan(AGAIN, {}, { identities, sandbox: true })
  expect(advice).toEqual([expect.stringContaining('sandbox')])
})

test('whether operators need an authenticator app stays as it is, unless it is said', async () => {
  expect((await plan(AGAIN, { operatorMfa: 'OPTIONAL' })).parameters).toEqual([
    'tenantry-control-plane:OperatorMfa=OPTIONAL',
    CONSOLE,
    LOGGING,
  ])
  await expect(plan(AGAIN, { operatorMfa: 'OFF' })).rejects.toThrow('--operator-mfa is ON or OPTIONAL')
})

test('what is no address is refused', async () => {
  await expect(plan(FIRST, { operatorEmail: 'ann' })).rejects.toThrow('"ann" is not an e-mail address')
})
