import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshSystem } from './system.ts'
import { tenantry } from './tenantry.ts'

// `npm run deploy` looks at the account before it deploys. The local cloud stands for AWS, as far as it serves the calls: the account, the
// bootstrap's parameter and the stacks; not SES's identities, so that no deployment begins.
const home = mkdtempSync(join(tmpdir(), 'tenantry-home-'))
let system: Awaited<ReturnType<typeof freshSystem>>
beforeAll(async () => {
  system = await freshSystem()
})
afterAll(async () => {
  await system.close()
  rmSync(home, { recursive: true })
})

/** What `cdk bootstrap` leaves. */
const bootstrap = (client: SSMClient) =>
  client.send(new PutParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '30', Type: 'String' }))

async function deploy(args: string[] = [], environment: NodeJS.ProcessEnv = {}) {
  const { aws, region, credentials } = system.endpoints
  const command = tenantry(['deploy', ...args], {
    // No profile and no metadata service of the machine is asked.
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL: aws,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...environment,
  })
  const code = await command.exit
  return { code, said: command.stderr(), printed: command.stdout() }
}

test('whatever keeps it from looking at the account is said, and nothing is deployed', async () => {
  const failures = [
    [{ AWS_SECRET_ACCESS_KEY: 'guessed' }, 'SignatureDoesNotMatch'],
    [{ AWS_REGION: undefined }, 'Region is missing'],
    [{ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }, 'credentials'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, 'ECONNREFUSED'],
  ] as const
  for (const [environment, reason] of failures) {
    const { code, said } = await deploy([], environment)
    expect(code, reason).toBe(1)
    expect(said).toContain('cannot be looked at, so nothing was deployed')
    expect(said).toContain(reason)
    expect(said).not.toContain('    at ')
  }
})

test('an account without the bootstrap is told the command; a bootstrapped one keeps its first operator', async () => {
  const { aws, region, accountId, credentials, operator } = system.endpoints
  const before = await deploy()
  expect(before).toMatchObject({ code: 2, printed: '' })
  expect(before.said).toContain(`npx cdk bootstrap aws://${accountId}/${region}`)

  await bootstrap(new SSMClient({ endpoint: aws, region, credentials }))
  const other = await deploy(['--operator-email', 'eve@acme.example'])
  expect(other.code).toBe(2)
  expect(other.said).toContain(`The first operator is ${operator.username} and stays so.`)

  // Nothing is asked, for the stacks are deployed; then SES is asked, which is not served here.
  const again = await deploy()
  expect(again).toMatchObject({ code: 1, printed: '' })
  expect(again.said).toContain('does not support ses GET /v2/email/identities/operator%40tenantry.localhost')
})

test('the first deployment asks; where nobody answers, it says which options to give', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-account-'))
  const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'secret' }
  const account = await startCloud({ dataDir, port: 0, root })
  await bootstrap(new SSMClient({ endpoint: account.url, region: account.region, credentials: root }))
  const keys = { AWS_ACCESS_KEY_ID: root.accessKeyId, AWS_SECRET_ACCESS_KEY: root.secretAccessKey }
  const first = await deploy([], { AWS_ENDPOINT_URL: account.url, ...keys })
  await account.close()
  rmSync(dataDir, { recursive: true })
  expect(first.code).toBe(2)
  expect(first.printed).toContain("The first operator's e-mail")
  expect(first.said).toContain('give --operator-email and --mail-from')
})
