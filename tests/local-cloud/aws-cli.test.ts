import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { AWS_CLI_TEMPLATE } from './clients/aws-cli-template.ts'
import { AWS_CLI } from './clients/named-clients.ts'
import { recordCalls } from './clients/record-calls.ts'
import { useCloud } from './cloud.ts'

// The aws CLI as it is installed, unchanged, for every service of the local cloud. Where there is none, CI installs it.

const cloud = useCloud()
const installed = spawnSync('aws', ['--version']).status === 0
const run = promisify(execFile)

/** What a command prints, as JSON where it is JSON. */
async function aws(...args: string[]) {
  const { accessKeyId, secretAccessKey } = cloud.credentials
  const { stdout } = await run('aws', ['--endpoint-url', cloud.cloud.url, '--output', 'json', ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      // For commands that call a second service themselves.
      AWS_ENDPOINT_URL: cloud.cloud.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    },
  })
  return stdout.startsWith('{') || stdout.startsWith('[') ? JSON.parse(stdout) : stdout.trim()
}

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine'
const KEY = '{"p":{"S":"a"}}'

let called: ReturnType<typeof recordCalls>
beforeAll(async () => {
  await cloud.deploy(AWS_CLI_TEMPLATE)
  called = recordCalls(cloud.cloud)
})

/** By the names of the registry: what the CLI does there, and what it must print. */
const USES: Record<string, () => Promise<void>> = {
  async apigateway() {
    const made = await aws('apigateway', 'create-api-key', '--name', 'key', '--enabled')
    expect(made).toMatchObject({ id: expect.any(String), name: 'key', enabled: true })
  },
  async athena() {
    const results = ['--result-configuration', 'OutputLocation=s3://bucket/results/']
    const started = await aws('athena', 'start-query-execution', '--query-string', 'SELECT 1 AS one', ...results)
    const id = ['--query-execution-id', started.QueryExecutionId]
    await expect
      .poll(async () => (await aws('athena', 'get-query-execution', ...id)).QueryExecution.Status.State, {
        timeout: 20_000,
      })
      .toBe('SUCCEEDED')
    await aws('athena', 'stop-query-execution', ...id)
  },
  async cloudformation() {
    const { Stacks } = await aws('cloudformation', 'describe-stacks', '--stack-name', 'test')
    expect(Stacks).toMatchObject([{ StackName: 'test', StackStatus: 'CREATE_COMPLETE' }])
    const one = ['describe-stack-resource', '--stack-name', 'test', '--logical-resource-id', 'Bus']
    const { StackResourceDetail } = await aws('cloudformation', ...one)
    expect(StackResourceDetail).toMatchObject({ PhysicalResourceId: 'bus', ResourceType: 'AWS::Events::EventBus' })
    const { StackResources } = await aws('cloudformation', 'describe-stack-resources', '--stack-name', 'test')
    expect(StackResources).toContainEqual(expect.objectContaining({ LogicalResourceId: 'Bus' }))
    const { StackSummaries } = await aws('cloudformation', 'list-stacks')
    expect(StackSummaries).toMatchObject([{ StackName: 'test' }])
    const template = ['--template-body', '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}']
    expect(await aws('cloudformation', 'validate-template', ...template)).toMatchObject({ Parameters: [] })
  },
  async 'cognito-idp'() {
    const pool = ['--user-pool-id', cloud.cloud.output('test', 'Pool')]
    const create = ['admin-create-user', ...pool, '--username', 'ann', '--message-action', 'SUPPRESS']
    const { User } = await aws('cognito-idp', ...create)
    expect(User).toMatchObject({ Username: 'ann', UserStatus: 'FORCE_CHANGE_PASSWORD' })
  },
  async dynamodb() {
    await aws('dynamodb', 'put-item', '--table-name', 'things', '--item', '{"p":{"S":"a"},"n":{"N":"1"}}')
    const { Item } = await aws('dynamodb', 'get-item', '--table-name', 'things', '--key', KEY)
    expect(Item).toEqual({ p: { S: 'a' }, n: { N: '1' } })
  },
  async events() {
    const entry = { Source: 'shop', DetailType: 'placed', Detail: '{}', EventBusName: 'bus' }
    expect(await aws('events', 'put-events', '--entries', JSON.stringify([entry]))).toMatchObject({
      FailedEntryCount: 0,
    })
  },
  async firehose() {
    const record = JSON.stringify({ Data: 'eA==' })
    const put = await aws('firehose', 'put-record', '--delivery-stream-name', 'stream', '--record', record)
    expect(put).toMatchObject({ RecordId: expect.any(String), Encrypted: false })
  },
  async iam() {
    const { Roles } = await aws('iam', 'list-roles')
    expect(Roles).toHaveLength(3)
  },
  async lambda() {
    const directory = mkdtempSync(join(tmpdir(), 'tenantry-cli-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const [payload, answer] = [join(directory, 'payload.json'), join(directory, 'answer.json')]
    writeFileSync(payload, '{"name":"CLI"}')
    await aws('lambda', 'invoke', '--function-name', 'f', '--payload', `fileb://${payload}`, answer)
    expect(readFileSync(answer, 'utf8')).toBe('"hello CLI"')
  },
  async logs() {
    const { logGroups } = await aws('logs', 'describe-log-groups', '--log-group-name-prefix', 'gro')
    expect(logGroups).toMatchObject([{ logGroupName: 'group' }])
  },
  async monitoring() {
    // What the function's call before has left.
    const metric = { Namespace: 'AWS/Lambda', MetricName: 'Invocations' }
    const Dimensions = [{ Name: 'FunctionName', Value: 'f' }]
    const listed = await aws('cloudwatch', 'list-metrics', '--namespace', 'AWS/Lambda', '--metric-name', 'Invocations')
    // Of the function, and of all functions together.
    expect(listed.Metrics).toEqual([
      { ...metric, Dimensions },
      { ...metric, Dimensions: [] },
    ])
    const stat = { Metric: { ...metric, Dimensions }, Period: 3600, Stat: 'Sum' }
    const now = Date.now()
    const span = ['--start-time', new Date(now - 3_600_000).toISOString(), '--end-time', new Date(now).toISOString()]
    const queries = ['--metric-data-queries', JSON.stringify([{ Id: 'm', MetricStat: stat }])]
    const { MetricDataResults } = await aws('cloudwatch', 'get-metric-data', ...queries, ...span)
    expect(MetricDataResults).toMatchObject([{ Id: 'm', Label: 'Invocations', StatusCode: 'Complete' }])
    expect(MetricDataResults[0].Values).toEqual([1])
    const { MetricAlarms } = await aws('cloudwatch', 'describe-alarms', '--alarm-names', 'alarm')
    expect(MetricAlarms).toMatchObject([{ AlarmName: 'alarm', Threshold: 1 }])
    const { AlarmHistoryItems } = await aws('cloudwatch', 'describe-alarm-history', '--alarm-name', 'alarm')
    expect(AlarmHistoryItems).toContainEqual(expect.objectContaining({ HistorySummary: 'Alarm "alarm" created' }))
  },
  async s3() {
    await aws('s3', 'cp', import.meta.filename, 's3://bucket/a/file with spaces.ts')
    expect(await aws('s3', 'ls', 's3://bucket/a/')).toMatch(/ file with spaces\.ts$/)
    const head = await aws('s3api', 'head-object', '--bucket', 'bucket', '--key', 'a/file with spaces.ts')
    expect(head.ContentLength).toBe(readFileSync(import.meta.filename).length)
    const directory = mkdtempSync(join(tmpdir(), 'tenantry-cli-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const [empty, large, back] = ['empty', 'large', 'back'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(empty, '')
    // Above 8 MB the CLI uploads, copies and downloads in parts.
    writeFileSync(large, Buffer.alloc(9_000_000, 'large'))
    await aws('s3', 'cp', empty, 's3://bucket/empty')
    await aws('s3', 'cp', large, 's3://bucket/large')
    await aws('s3', 'cp', 's3://bucket/large', 's3://bucket/copy')
    await aws('s3', 'cp', 's3://bucket/copy', back)
    expect(readFileSync(back).equals(readFileSync(large))).toBe(true)
    expect(await aws('s3', 'ls', 's3://bucket/')).toMatch(/ 9000000 copy\n.* 0 empty\n.* 9000000 large$/)
  },
  async ses() {
    const mail = ['--from-email-address', 'shop@acme.example', '--destination', 'ToAddresses=ann@customer.example']
    const content = '{"Simple":{"Subject":{"Data":"Hello"},"Body":{"Text":{"Data":"Hello"}}}}'
    expect(await aws('sesv2', 'send-email', ...mail, '--content', content)).toMatchObject({
      MessageId: expect.any(String),
    })
  },
  async sns() {
    const topic = ['--topic-arn', 'arn:aws:sns:us-east-1:000000000000:topic']
    const mails = async (): Promise<{ to: string; text: string }[]> => (await fetch(cloud.cloud.outbox)).json() as never
    const asked = (await mails()).find(({ to }) => to === 'ops@acme.example')
    const token = /Token=([0-9a-f]+)/.exec(asked?.text ?? '')?.[1] ?? ''
    const { SubscriptionArn } = await aws('sns', 'confirm-subscription', ...topic, '--token', token)
    const { Subscriptions } = await aws('sns', 'list-subscriptions-by-topic', ...topic)
    expect(Subscriptions).toMatchObject([{ SubscriptionArn, Protocol: 'email', Endpoint: 'ops@acme.example' }])
    await aws('sns', 'publish', ...topic, '--subject', 'Hello', '--message', 'hello')
    await expect.poll(mails).toContainEqual(expect.objectContaining({ to: 'ops@acme.example', subject: 'Hello' }))
  },
  async sqs() {
    const queue = ['--queue-url', cloud.cloud.output('test', 'Queue')]
    await aws('sqs', 'send-message', ...queue, '--message-body', 'hello')
    const { Messages } = await aws('sqs', 'receive-message', ...queue, '--wait-time-seconds', '5')
    expect(Messages).toMatchObject([{ Body: 'hello' }])
  },
  async ssm() {
    const put = await aws('ssm', 'put-parameter', '--name', '/p', '--type', 'String', '--value', 'x')
    expect(put).toMatchObject({ Version: 1, Tier: 'Standard' })
  },
  async states() {
    const start = ['start-execution', '--state-machine-arn', MACHINE, '--input', '{"n":1}', '--name', 'one']
    const { executionArn } = await aws('stepfunctions', ...start)
    expect(executionArn).toBe(`${MACHINE.replace(':stateMachine:', ':execution:')}:one`)
  },
  async sts() {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:root',
    })
  },
  async xray() {
    const now = Math.floor(Date.now() / 1000)
    const id = `1-${now.toString(16)}-0123456789abcdef01234567`
    const times = { start_time: now, end_time: now + 1 }
    const segment = { name: 'shop', id: '0123456789abcdef', trace_id: id, ...times, annotations: { TenantId: 'acme' } }
    const put = await aws('xray', 'put-trace-segments', '--trace-segment-documents', JSON.stringify(segment))
    expect(put.UnprocessedTraceSegments).toEqual([])
    const span = ['--start-time', String(now - 60), '--end-time', String(now + 60)]
    const filter = ['--filter-expression', 'annotation.TenantId = "acme"']
    const { TraceSummaries } = await aws('xray', 'get-trace-summaries', ...span, ...filter)
    expect(TraceSummaries).toMatchObject([{ Id: id, Duration: 1 }])
    const { Traces } = await aws('xray', 'batch-get-traces', '--trace-ids', id)
    expect(JSON.parse(Traces[0].Segments[0].Document)).toEqual(segment)
  },
}

describe.skipIf(!installed)('the aws CLI', () => {
  test.each(Object.entries(USES))('works with %s', (_name, use) => use())

  test('prints the errors of the local cloud as those of AWS', async () => {
    const failed = await aws('dynamodb', 'get-item', '--table-name', 'gone', '--key', KEY).catch((error) => error)
    expect(failed.stderr).toContain(
      'An error occurred (ResourceNotFoundException) when calling the GetItem operation: Requested resource not found',
    )
  })
})

describe.skipIf(!installed)('aws cloudformation deploy', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-deploy-'))
  afterAll(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'template.json')
  const stack = ['--stack-name', 'shop', '--template-file', file]
  const template = (Resources: object) =>
    writeFileSync(
      file,
      JSON.stringify({
        Parameters: { Delay: { Type: 'Number', Default: 0 } },
        Resources,
        Outputs: { Queue: { Value: { Ref: 'Queue' } } },
      }),
    )
  const queue = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: { Ref: 'Delay' } } }
  const second = () => Math.floor(Date.now() / 1000)
  let lastDeployed = 0
  /** Deploys. The CLI names a change set after the second, and the service takes a name once: one deployment a second. */
  const deploy = async (...more: string[]) => {
    await vi.waitUntil(() => second() > lastDeployed, { timeout: 60_000, interval: 20 })
    const printed = await aws('cloudformation', 'deploy', ...stack, ...more)
    lastDeployed = second()
    return printed
  }
  const delay = async () => {
    const asked = { QueueUrl: cloud.cloud.output('shop', 'Queue'), AttributeNames: ['DelaySeconds'] }
    return (await cloud.cloud.call('sqs', 'GetQueueAttributes', asked)).Attributes.DelaySeconds
  }

  test('creates a stack, says that nothing changed, updates it and keeps what is not given anew', async () => {
    template({ Queue: queue })
    expect(await deploy('--parameter-overrides', 'Delay=5')).toContain('Successfully created/updated stack - shop')
    expect(await delay()).toBe('5')
    expect(await deploy('--no-fail-on-empty-changeset')).toContain('No changes to deploy. Stack shop is up to date')
    template({ Queue: queue, Other: { Type: 'AWS::SQS::Queue' } })
    expect(await deploy('--tags', 'team=shop')).toContain('Successfully created/updated stack - shop')
    expect(await delay()).toBe('5')
    const listed = await cloud.cloud.call('cloudformation', 'ListStackResources', { StackName: 'shop' })
    expect(listed.StackResourceSummaries).toHaveLength(2)
  })

  test('uploads a template to a bucket where it is told so, and shows a change set before it is executed', async () => {
    template({ Queue: { ...queue, Properties: { VisibilityTimeout: 60 } } })
    const review = ['--s3-bucket', 'bucket', '--no-execute-changeset']
    const reviewed = async (name: string) => {
      const printed = await aws('cloudformation', 'deploy', '--stack-name', name, '--template-file', file, ...review)
      return String(/arn:aws:cloudformation:\S+/.exec(printed)?.[0])
    }
    await aws('cloudformation', 'delete-change-set', '--change-set-name', await reviewed('dropped'))
    const id = await reviewed('reviewed')
    const described = await aws('cloudformation', 'describe-change-set', '--change-set-name', id)
    expect(described).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Queue', ResourceType: 'AWS::SQS::Queue' } }],
    })
    await aws('cloudformation', 'execute-change-set', '--change-set-name', id)
    await expect
      .poll(() => cloud.cloud.call('cloudformation', 'DescribeStacks', { StackName: 'reviewed' }))
      .toMatchObject({ Stacks: [{ StackStatus: 'CREATE_COMPLETE' }] })
  })
})

test('no service of the local cloud is without a use by the CLI', () => {
  expect(Object.keys(USES).sort()).toEqual(cloud.cloud.registry.services.flatMap(({ api }) => api?.name ?? []).sort())
})

test.skipIf(!installed)('the CLI called what it is promised, and nothing else', () => {
  expect(called()).toEqual(AWS_CLI.operations)
})
