import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { expect, onTestFinished, test } from 'vitest'
import { allow, roleOf } from './silo-templates.ts'

// kill -9 in the middle of a creation that a call began, with a service role: the next process goes on under that role.

const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }
const RoleARN = 'arn:aws:iam::000000000000:role/deployer'
const api = (Name: string, more: object = {}) => ({ Type: 'AWS::ApiGateway::RestApi', Properties: { Name }, ...more })
/** At AWS's pace each API is made three seconds after the one before: the kill has the time of two. */
const Resources = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'made' } },
  First: api('first', { DependsOn: 'Queue' }),
  Second: api('second', { DependsOn: 'First' }),
  Third: api('third', { DependsOn: 'Second' }),
  Table: {
    Type: 'AWS::DynamoDB::Table',
    DependsOn: 'Third',
    Properties: {
      TableName: 'made',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
    },
  },
}

const clientOf = (endpoint: string) =>
  new CloudFormationClient({ endpoint, region: 'us-east-1', credentials: { ...root }, maxAttempts: 1 })

async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'dying-creator.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [url] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, url }
}

test.each([
  ['goes on to its end', ['apigateway:*', 'sqs:*', 'dynamodb:*'], 'CREATE_COMPLETE'],
  ['is deleted where its role lacks a right', ['apigateway:*', 'sqs:*'], 'DELETE_COMPLETE'],
])('a creation that was killed %s', async (_, actions, status) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-killed-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const { child, url } = await start(dataDir)
  const dying = clientOf(url)
  const role = { Role: roleOf('cloudformation.amazonaws.com', [allow(actions, '*')], { RoleName: 'deployer' }) }
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const]
  await dying.send(
    new CreateStackCommand({ StackName: 'base', TemplateBody: JSON.stringify({ Resources: role }), Capabilities }),
  )
  const stackStatus = async (client: CloudFormationClient, StackName: string) =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus
  await expect.poll(() => stackStatus(dying, 'base')).toBe('CREATE_COMPLETE')
  const asked = {
    ...{ StackName: 'silo', TemplateBody: JSON.stringify({ Resources }), RoleARN, OnFailure: 'DELETE' as const },
    ClientRequestToken: 'workflow-1',
  }
  const { StackId = '' } = await dying.send(new CreateStackCommand(asked))
  const made = async () => {
    const { StackResources = [] } = await dying.send(new DescribeStackResourcesCommand({ StackName: 'silo' }))
    return StackResources.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`)
  }
  await expect.poll(made).toContain('First CREATE_COMPLETE')
  child.kill('SIGKILL')
  await once(child, 'exit')

  const cloud = await startCloud({ dataDir, port: 0, root })
  onTestFinished(() => cloud.close())
  const next = clientOf(cloud.url)
  await expect.poll(() => stackStatus(next, StackId)).toBe(status)
  const completed = status === 'CREATE_COMPLETE'
  const { QueueUrls = [] } = await cloud.call('sqs', 'ListQueues', {})
  const { TableNames } = await cloud.call('dynamodb', 'ListTables', {})
  expect([QueueUrls.length, TableNames]).toEqual(completed ? [1, ['made']] : [0, []])
  const { StackEvents = [] } = await next.send(new DescribeStackEventsCommand({ StackName: StackId }))
  const failed = StackEvents.filter((event) => event.ResourceStatus === 'CREATE_FAILED')
  expect(failed.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(completed ? [] : ['Table'])
  if (!completed) expect(failed[0]?.ResourceStatusReason).toContain('not authorized to perform: dynamodb:CreateTable')
  // Whoever asked asks again, not knowing how far it came.
  if (completed) expect((await next.send(new CreateStackCommand(asked))).StackId).toBe(StackId)
})
