import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cloud, type CloudOptions, startCloud } from '@tenantry/local-cloud/cloud.ts'
import { aheadOf, systemClock } from '@tenantry/local-cloud/core/clock.ts'
import { afterAll, beforeAll } from 'vitest'

const CREDENTIALS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }

/** What SDK clients of the local cloud are made with. */
export interface ClientOptions {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  /** One, so that a refusal is seen and not repeated. */
  maxAttempts: 1
  forcePathStyle: true
  /** Milliseconds that the cloud's clock is ahead: requests are signed by it. */
  systemClockOffset: number
}

export interface TestCloud {
  cloud: Cloud
  credentials: typeof CREDENTIALS
  /** As they are now: clients that are made of them before time leaps go by the time before. */
  options(credentials?: ClientOptions['credentials']): ClientOptions
  /** Deploys a template as the stack of that name; a failed deployment throws. */
  deploy(template: object, stack?: string): Promise<void>
}

/** A local cloud of its own for the tests of a file, with its endpoint, the account administrator and nothing deployed. */
export function useCloud(options: Partial<CloudOptions> = {}): TestCloud {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-cloud-'))
  const handle = {
    credentials: CREDENTIALS,
    options: (credentials = CREDENTIALS) => ({
      endpoint: handle.cloud.url,
      region: handle.cloud.region,
      credentials,
      maxAttempts: 1,
      forcePathStyle: true,
      systemClockOffset: aheadOf(options.clock ?? systemClock),
    }),
    deploy: (template, stack = 'test') => handle.cloud.deployAssembly(assembly(dataDir, stack, template), {}),
  } as TestCloud
  beforeAll(async () => {
    handle.cloud = await startCloud({ dataDir, port: 0, root: CREDENTIALS, ...options })
  })
  afterAll(async () => {
    await handle.cloud.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return handle
}

/** A role that a service may assume, with all rights unless a policy is given. */
export const role = (service: string, policy: object = { Effect: 'Allow', Action: '*', Resource: '*' }) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement: [policy] } }],
  },
})

/** A function whose source is written in the template, under the role `Role`. */
export const lambdaFunction = (name: string, source: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: source },
    // The default of three seconds is too short for a first call on a busy machine.
    Timeout: 30,
    ...more,
  },
})

function assembly(dataDir: string, stack: string, template: object): string {
  const directory = mkdtempSync(join(dataDir, 'assembly-'))
  writeFileSync(join(directory, `${stack}.template.json`), JSON.stringify(template))
  const artifacts = {
    [stack]: { type: 'aws:cloudformation:stack', properties: { templateFile: `${stack}.template.json` } },
  }
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }))
  return directory
}
