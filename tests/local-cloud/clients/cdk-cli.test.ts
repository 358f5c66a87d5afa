import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bin } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'
import { CDK_CLI } from './named-clients.ts'
import { recordCalls } from './record-calls.ts'

const cloud = useCloud()
const directory = mkdtempSync(join(tmpdir(), 'tenantry-cdk-'))
const code = mkdtempSync(join(directory, 'code-'))
let called: ReturnType<typeof recordCalls>
beforeAll(async () => {
  await cloud.deploy({ Resources: { Assets: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'assets' } } } })
  called = recordCalls(cloud.cloud)
})
afterAll(() => rmSync(directory, { recursive: true }))

/** A command of the CDK's CLI, for the app with this much visibility of its queue; what it prints. */
async function cdk(visibility: number, ...command: string[]): Promise<string> {
  const { accessKeyId, secretAccessKey } = cloud.credentials
  const app = `${process.execPath} ${join(import.meta.dirname, 'cdk-app.ts')} ${code} ${visibility}`
  const options = ['--app', app, '--output', join(directory, 'cdk.out'), '--no-notices']
  const { stdout, stderr } = await promisify(execFile)(bin('cdk'), [...command, ...options], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      CI: 'true',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: cloud.cloud.region,
      AWS_ENDPOINT_URL: cloud.cloud.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_VALIDATION: 'false',
    },
  })
  return stdout + stderr
}
const deploy = (visibility: number) =>
  cdk(visibility, 'deploy', 'Shop', '--method=direct', '--require-approval', 'never')

test("the CDK's CLI creates, compares, updates and destroys a stack with an asset", async () => {
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({ statusCode: 200, body: "hello" })')
  expect(await deploy(40)).toContain('✅  Shop')
  const url = cloud.cloud.output('Shop', 'Url')
  expect((await fetch(url)).status).toBe(403)
  const answer = await fetch(url, { headers: { 'x-api-key': 'a-key-of-twenty-characters' } })
  expect(await answer.text()).toBe('hello')
  expect(await deploy(40)).toContain('Shop (no changes)')
  expect(await cdk(50, 'diff', '--no-change-set')).toContain('VisibilityTimeout')
  await deploy(50)
  const queue = { QueueUrl: cloud.cloud.output('Shop', 'QueueUrl'), AttributeNames: ['VisibilityTimeout'] }
  expect(await cloud.cloud.call('sqs', 'GetQueueAttributes', queue)).toMatchObject({
    Attributes: { VisibilityTimeout: '50' },
  })
  expect(await cdk(50, 'destroy', 'Shop', '--force')).toContain('Shop: destroyed')
  expect(called()).toEqual(CDK_CLI.operations)
  const { Resources } = JSON.parse(readFileSync(join(directory, 'cdk.out', 'Shop.template.json'), 'utf8'))
  const types = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type)
  expect([...new Set(types)].toSorted()).toEqual(CDK_CLI.resourceTypes)
})
