import type { BillMeter } from '../core/faces.ts'
import type { Engine } from './stack-run.ts'
import type { StackResource } from './stores/resource-store.ts'

/** Tags change with deployments, which take longer. */
const READ_EVERY_MS = 60_000

/**
 * The tags of a resource of any stack, by its ARN or its name: its own, and those of its stack, which CloudFormation gives to all that it makes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
export function resourceTags({
  context: { clock },
  stacks,
  resources,
}: Pick<Engine, 'context' | 'stacks' | 'resources'>) {
  let known = new Map<string, Record<string, string>>()
  let readAt = Number.NEGATIVE_INFINITY
  const read = () => {
    readAt = clock.now()
    known = new Map()
    for (const { name, tags: stackTags } of stacks.list()) {
      for (const resource of resources.list(name)) {
        const tags = { ...stackTags, ...ownTags(resource) }
        for (const id of identifiers(resource)) if (Object.keys(tags).length > 0) known.set(id, tags)
      }
    }
  }
  return (resource: string): Record<string, string> => {
    if (clock.now() - readAt >= READ_EVERY_MS) read()
    return known.get(resource) ?? known.get(resource.replace(/\/stages\/[^/]*$/, '')) ?? {}
  }
}

function ownTags({ properties }: StackResource): Record<string, string> {
  const given: unknown = JSON.parse(properties).Tags
  if (Array.isArray(given)) return Object.fromEntries(given.map(({ Key, Value }) => [String(Key), String(Value)]))
  return typeof given === 'object' && given !== null ? (given as Record<string, string>) : {}
}

/** What bills may call a resource. */
function identifiers({ type, deployed }: StackResource): string[] {
  if (!deployed) return []
  const { physicalId, attributes } = deployed
  const arns = ['Arn', 'TopicArn', 'ExportArn'].flatMap((name) =>
    typeof attributes[name] === 'string' ? [attributes[name].replace(/:\*$/, '')] : [],
  )
  const api = type === 'AWS::ApiGateway::RestApi' ? [`arn:aws:apigateway:us-east-1::/restapis/${physicalId}`] : []
  return [physicalId, ...arns, ...api]
}

/** Bills the dashboards of all stacks: nothing else of them is here. */
export const billDashboards =
  ({ context: { accountId }, stacks, resources }: Pick<Engine, 'context' | 'stacks' | 'resources'>) =>
  (meter: BillMeter, at: number): void => {
    for (const { name } of stacks.list()) {
      for (const { type, deployed } of resources.list(name)) {
        if (type !== 'AWS::CloudWatch::Dashboard' || !deployed) continue
        const resource = `arn:aws:cloudwatch::${accountId}:dashboard/${deployed.physicalId}`
        meter.stand({ item: 'dashboards', resource, amount: 1, at })
      }
    }
  }
