import { strToU8, zipSync } from 'fflate'
import { onTestFinished } from 'vitest'
import { ALONE } from '../core/alone-fixture.ts'
import { systemClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import type { Deployed } from '../core/resource-type.ts'
import type { InternalApi } from '../core/service.ts'
import { iamService } from '../iam/service.ts'
import { caller, resourceContext, testContext } from '../logs/logs-fixture.ts'
import { logsService } from '../logs/service.ts'
import { lambdaService } from './service.ts'

/** For tests: Lambda with the real IAM and logs, and functions whose code is written beside the test. Time is the machine's. */
export async function testLambda(
  overrides: Partial<CloudContext> = {},
  apiBehind: (iam: Iam) => InternalApi = () => ({ call: () => Promise.reject(new Error('not used')) }),
) {
  const base = testContext(overrides.dataDir)
  const context: CloudContext = { ...base, clock: systemClock, ...overrides }
  const identity = iamService({ context, root: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } })
  const logs = logsService({ context, ...ALONE })
  const zips = new Map<string, Buffer>()
  const lambda = lambdaService({
    context,
    iam: identity.iam,
    api: apiBehind(identity.iam),
    logs: logs.writer,
    objects: {
      async get(bucket, key) {
        const zip = zips.get(`${bucket}/${key}`)
        if (!zip) throw new Error('The specified key does not exist.')
        return zip
      },
    },
  })
  onTestFinished(lambda.close)

  const type = (name: string) => {
    const found = [...identity.resourceTypes, ...lambda.resourceTypes].find((candidate) => candidate.type === name)
    if (!found) throw new Error(`no resource type ${name}`)
    return found
  }
  const create = async (name: string, logicalId: string, properties: object): Promise<Deployed> =>
    type(name).create(type(name).properties.parse(properties), resourceContext(logicalId))

  const put = (key: string, files: Record<string, string>) => {
    const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const)
    zips.set(`code/${key}`, Buffer.from(zipSync(Object.fromEntries(entries))))
    return { S3Bucket: 'code', S3Key: key }
  }
  const trust = (Service: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  })
  await create('AWS::IAM::Role', 'FunctionRole', {
    RoleName: 'function-role',
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    Policies: [
      {
        PolicyName: 'logs',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
        },
      },
    ],
  })
  const properties = (source: string, more: Record<string, unknown> = {}) => ({
    FunctionName: 'f',
    Code: put(`f-${base.ids.uuid()}`, { 'index.mjs': source }),
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/function-role',
    Runtime: 'nodejs24.x',
    MemorySize: 128,
    ...more,
  })

  return {
    ...lambda,
    context,
    hostLog: base.lines,
    type,
    create,
    put,
    properties,
    call: caller(lambda.api),

    /** Deploys the source as the function `f`, or changes it. */
    async deploy(source: string, more: Record<string, unknown> = {}): Promise<Deployed> {
      return create('AWS::Lambda::Function', 'Function', properties(source, more))
    },

    /** Invokes `f` as the account's administrator. */
    async invoke(event: unknown = {}, more: { InvocationType?: string; LogType?: string } = {}) {
      const answer = await caller(lambda.api)('Invoke', {
        FunctionName: 'f',
        ...more,
        Payload: Buffer.from(JSON.stringify(event)),
      })
      const text = answer.body.toString()
      return { status: answer.status, headers: answer.headers, payload: text === '' ? undefined : JSON.parse(text) }
    },

    async logged(group = '/aws/lambda/f'): Promise<string[]> {
      const { events } = await caller(logs.api)('FilterLogEvents', { logGroupName: group })
      return events.map(({ message }: { message: string }) => message)
    },

    async streams(group: string): Promise<string[]> {
      const { logStreams } = await caller(logs.api)('DescribeLogStreams', { logGroupName: group })
      return logStreams.map(({ logStreamName }: { logStreamName: string }) => logStreamName)
    },
  }
}
