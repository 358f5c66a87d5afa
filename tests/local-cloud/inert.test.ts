import { expect, test } from 'vitest'
import { documentedAttributes } from '../architecture/support-table/cdk-properties.ts'
import { useCloud } from './cloud.ts'

// Types without behaviour deploy, change, are replaced and go like any other.

const lines: string[] = []
const cloud = useCloud({ log: (line) => lines.push(line) })
const api = 'arn:aws:apigateway:us-east-1::/restapis/a1/stages/prod'

/** By type: properties as the template reference has them. */
const INERT: Record<string, Record<string, unknown>> = {
  'AWS::ApplicationInsights::Application': { ResourceGroupName: 'shop' },
  'AWS::Backup::BackupPlan': { BackupPlan: { BackupPlanName: 'nightly', BackupPlanRule: [] } },
  'AWS::Backup::BackupSelection': { BackupPlanId: 'p', BackupSelection: { SelectionName: 's', IamRoleArn: 'r' } },
  'AWS::Backup::BackupVault': { BackupVaultName: 'vault' },
  'AWS::Budgets::Budget': { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY' } },
  'AWS::CE::AnomalyMonitor': { MonitorName: 'm', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
  'AWS::CE::AnomalySubscription': { SubscriptionName: 's', MonitorArnList: [], Subscribers: [], Frequency: 'DAILY' },
  'AWS::CloudWatch::AnomalyDetector': { MetricName: 'Latency', Namespace: 'AWS/ApiGateway', Stat: 'p99' },
  'AWS::CloudWatch::CompositeAlarm': { AlarmRule: 'ALARM("a")' },
  'AWS::CloudWatch::Dashboard': { DashboardBody: '{"widgets":[]}' },
  'AWS::CloudWatch::InsightRule': { RuleName: 'tenants', RuleState: 'ENABLED', RuleBody: '{}' },
  'AWS::Logs::LogAnomalyDetector': { LogGroupArnList: [] },
  'AWS::Logs::MetricFilter': { LogGroupName: '/shop', FilterPattern: 'ERROR', MetricTransformations: [] },
  'AWS::Logs::QueryDefinition': { Name: 'errors', QueryString: 'fields @message' },
  'AWS::ResourceGroups::Group': { Name: 'shop' },
  'AWS::WAFv2::IPSet': { Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses: [] },
  'AWS::WAFv2::LoggingConfiguration': { ResourceArn: 'arn:aws:wafv2:acl', LogDestinationConfigs: [] },
  'AWS::WAFv2::RegexPatternSet': { Scope: 'REGIONAL', RegularExpressionList: [] },
  'AWS::WAFv2::RuleGroup': { Scope: 'REGIONAL', Capacity: 10, VisibilityConfig: {} },
  'AWS::WAFv2::WebACL': { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: {} },
  'AWS::WAFv2::WebACLAssociation': { ResourceArn: api, WebACLArn: 'arn:aws:wafv2:acl' },
  'AWS::XRay::Group': { GroupName: 'slow', FilterExpression: 'responsetime > 1' },
  'AWS::XRay::SamplingRule': { SamplingRule: { RuleName: 'all', FixedRate: 1 } },
}

const logicalId = (type: string) => type.replaceAll('::', '')
const template = (types: typeof INERT, outputs: Record<string, object> = {}) => ({
  Resources: Object.fromEntries(
    Object.entries(types).map(([Type, Properties]) => [logicalId(Type), { Type, Properties }]),
  ),
  Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
})
const call = (operation: string, input: object) => cloud.cloud.call('cloudformation', operation, input)
const physicalIds = async (stack: string) => {
  const { StackResources } = await call('DescribeStackResources', { StackName: stack })
  return Object.fromEntries(
    StackResources.map((it: Record<string, string>) => [it.LogicalResourceId, it.PhysicalResourceId]),
  )
}

test('every inert type is tried here', () => {
  const types = cloud.cloud.registry.resourceTypes.flatMap(({ type, inert }) => (inert ? type : []))
  expect(Object.keys(INERT).sort()).toEqual(types.sort())
})

test.each(Object.keys(INERT))(
  'has a physical id and every attribute that AWS documents, or refuses it: %s',
  async (type) => {
    const { without } = cloud.cloud.registry.resourceTypes.find((it) => it.type === type)?.inert ?? {}
    const id = logicalId(type)
    const stack = `one-${id}`
    const attributes = documentedAttributes(type)
    const had = attributes.filter((name) => !Object.hasOwn(without ?? {}, name))
    const att = (name: string) => ({ 'Fn::Sub': `\${${id}.${name}}` })
    const outputs = { Id: { Ref: id }, ...Object.fromEntries(had.map((name) => [name, att(name)])) }
    await cloud.deploy(template({ [type]: INERT[type] ?? {} }, outputs), stack)
    for (const name of Object.keys(outputs)) expect(cloud.cloud.output(stack, name)).not.toBe('')
    expect(Object.keys(without ?? {}).filter((name) => !attributes.includes(name))).toEqual([])
    for (const name of Object.keys(without ?? {}))
      await expect(
        cloud.deploy(template({ [type]: INERT[type] ?? {} }, { Id: att(name) }), `${stack}-${name}`),
      ).rejects.toThrow(`does not support attribute type ${name} in Fn::GetAtt`)
  },
)

test('they change in place, are replaced by a new name, and go', async () => {
  const alarm = (more: object) =>
    template({ 'AWS::CloudWatch::CompositeAlarm': { ...INERT['AWS::CloudWatch::CompositeAlarm'], ...more } })
  await cloud.deploy(alarm({}), 'alarms')
  const [first] = Object.values(await physicalIds('alarms'))
  await cloud.deploy(alarm({ AlarmRule: 'ALARM("b")' }), 'alarms')
  expect(Object.values(await physicalIds('alarms'))).toEqual([first])
  const change = { StackName: 'alarms', ChangeSetName: 'rename' }
  await call('CreateChangeSet', { ...change, TemplateBody: JSON.stringify(alarm({ AlarmName: 'renamed' })) })
  const { Changes } = await call('DescribeChangeSet', change)
  expect(Changes[0].ResourceChange).toMatchObject({ Action: 'Modify', Replacement: 'True' })
  await call('ExecuteChangeSet', change)
  await expect.poll(async () => Object.values(await physicalIds('alarms'))).toEqual(['renamed'])
  await cloud.deploy(template({ 'AWS::XRay::Group': { GroupName: 'slow' } }), 'alarms')
  expect(Object.keys(await physicalIds('alarms'))).toEqual(['AWSXRayGroup'])
})

test('whoever deploys is told their names, and how many there are', async () => {
  const Type = 'AWS::CloudWatch::CompositeAlarm'
  const Resources = { A: { Type }, B: { Type }, C: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'REGIONAL' } } }
  lines.length = 0
  await cloud.deploy({ Resources }, 'told')
  expect(lines).toContain('Inert here: AWS::CloudWatch::CompositeAlarm (2), AWS::WAFv2::WebACL')
  await cloud.deploy({ Resources }, 'told')
  expect(lines.filter((line) => line.startsWith('Inert here'))).toHaveLength(1)
})

test.each([
  ['no JSON', '{', 'the dashboard is no JSON'],
  ['no widgets', '{}', 'the dashboard is wrong at widgets'],
  ['a widget without a type', '{"widgets":[{"properties":{}}]}', 'the dashboard is wrong at widgets.0.type'],
  ['a widget that is too wide', '{"widgets":[{"type":"text","width":25,"properties":{}}]}', 'wrong at widgets.0.width'],
  ['501 widgets', JSON.stringify({ widgets: Array(501).fill({ type: 'text', properties: {} }) }), 'wrong at widgets'],
])('a dashboard that CloudWatch would not take is refused: %s', async (_, DashboardBody, message) => {
  const deployed = cloud.deploy(template({ 'AWS::CloudWatch::Dashboard': { DashboardBody } }), 'dashboards')
  await expect(deployed).rejects.toThrow(message)
})

test('a service role needs the rights that the real resource would need', () => {
  for (const { type, inert, access } of cloud.cloud.registry.resourceTypes) {
    if (!inert) continue
    const resource = { stackName: 's', stackId: 'i', logicalId: 'L', physicalName: () => 'n' }
    const change = { properties: INERT[type], current: undefined, context: resource, arn: () => 'arn' }
    for (const kind of ['create', 'update', 'delete'] as const)
      expect(access({ ...change, kind })).toEqual([
        { action: expect.stringMatching(/^[a-z0-9-]+:[A-Z]\w+$/), resource: expect.stringMatching(/^(\*|arn:.+)$/) },
      ])
  }
})
