import type { SynthesizedTemplate } from './synthesized-template.ts'

/** The longest values that AWS gives, as stand-ins of that length. */
const PARTITION = 'aws-us-gov'
const REGION = 'us-isof-south-1'
const ACCOUNT = '000000000000'
const URL_SUFFIX = 'amazonaws.com.cn'
const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::Partition': PARTITION,
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::URLSuffix': URL_SUFFIX,
}
/** CloudFormation adds it to names that it makes, with a hyphen before it. */
const RANDOM_SUFFIX = '-0123456789ABC'

/** A value that nothing here can measure. */
const UNKNOWN = 'x'.repeat(256)

const arn = (service: string, resource: string, region = REGION, account = ACCOUNT) =>
  `arn:${PARTITION}:${service}:${region}:${account}:${resource}`

interface NamedType {
  /** The property that names a resource; what has none is named after its stack and logical id. */
  property?: string
  longestName: number
  ref: (name: string) => string
  attributes?: Record<string, (name: string) => string>
}

const byName = (name: string): string => name

/** How names of a type become what templates refer to. */
const TYPES: Record<string, NamedType> = {
  'AWS::ApiGateway::RestApi': { longestName: 10, ref: byName },
  'AWS::ApiGateway::Stage': { property: 'StageName', longestName: 128, ref: byName },
  'AWS::ApiGateway::UsagePlan': { longestName: 10, ref: byName },
  'AWS::CloudFront::Distribution': {
    longestName: 14,
    ref: byName,
    attributes: { DomainName: (id) => `${id}.cloudfront.net` },
  },
  'AWS::Cognito::UserPool': {
    longestName: `${REGION}_123456789`.length,
    ref: byName,
    attributes: { Arn: (id) => arn('cognito-idp', `userpool/${id}`) },
  },
  'AWS::Cognito::UserPoolClient': { longestName: 26, ref: byName },
  'AWS::DynamoDB::GlobalTable': {
    property: 'TableName',
    longestName: 255,
    ref: byName,
    attributes: { Arn: (name) => arn('dynamodb', `table/${name}`) },
  },
  'AWS::Events::EventBus': {
    property: 'Name',
    longestName: 256,
    ref: byName,
    attributes: { Arn: (name) => arn('events', `event-bus/${name}`) },
  },
  'AWS::IAM::Role': {
    property: 'RoleName',
    longestName: 64,
    ref: byName,
    attributes: { Arn: (name) => arn('iam', `role/${name}`, '') },
  },
  'AWS::Lambda::Function': {
    property: 'FunctionName',
    longestName: 64,
    ref: byName,
    attributes: { Arn: (name) => arn('lambda', `function:${name}`) },
  },
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    longestName: 512,
    ref: byName,
    attributes: { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  },
  'AWS::S3::Bucket': {
    property: 'BucketName',
    longestName: 63,
    ref: byName,
    attributes: { Arn: (name) => arn('s3', name, '', '') },
  },
  'AWS::SES::EmailIdentity': { property: 'EmailIdentity', longestName: 320, ref: byName },
  'AWS::SQS::Queue': {
    property: 'QueueName',
    longestName: 80,
    ref: (name) => `https://sqs.${REGION}.${URL_SUFFIX}/${ACCOUNT}/${name}`,
    attributes: { Arn: (name) => arn('sqs', name) },
  },
  'AWS::StepFunctions::StateMachine': {
    property: 'StateMachineName',
    longestName: 80,
    ref: (name) => arn('states', `stateMachine:${name}`),
    attributes: { Name: byName },
  },
}

/**
 * A value of a template with every intrinsic function replaced by a text as long as it can become. What this table does not know counts as
 * long as an ARN with a long name.
 */
export function longestValue(value: unknown, template: SynthesizedTemplate, all: SynthesizedTemplate[]): unknown {
  const resolve = (inner: unknown) => longestValue(inner, template, all)
  if (Array.isArray(value)) return value.map(resolve)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [[name = '', argument] = []] = entries
  if (entries.length !== 1 || !(name === 'Ref' || name.startsWith('Fn::'))) {
    return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]))
  }
  switch (name) {
    case 'Ref':
      return referenced(String(argument), template, all)
    case 'Fn::GetAtt': {
      const [id, attribute] = argument as [string, string]
      return attributeOf(id, attribute, template, all)
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]]
      return parts.map((part) => textOf(resolve(part), name)).join(separator)
    }
    default:
      return UNKNOWN
  }
}

function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`A part of ${where} is no text: ${JSON.stringify(value)}`)
  return value
}

function referenced(id: string, template: SynthesizedTemplate, all: SynthesizedTemplate[]): string {
  const pseudo = id === 'AWS::StackName' ? template.stack : PSEUDO_PARAMETERS[id]
  if (pseudo !== undefined) return pseudo
  const parameter = template.Parameters[id]
  if (parameter) return longestParameter(parameter, all)
  const named = nameOf(id, template, all)
  return named ? named.type.ref(named.name) : UNKNOWN
}

function attributeOf(id: string, attribute: string, template: SynthesizedTemplate, all: SynthesizedTemplate[]): string {
  const named = nameOf(id, template, all)
  return named?.type.attributes?.[attribute]?.(named.name) ?? UNKNOWN
}

function nameOf(id: string, template: SynthesizedTemplate, all: SynthesizedTemplate[]) {
  const resource = template.Resources[id]
  const type = TYPES[resource?.Type ?? '']
  if (!resource || !type) return null
  const given = type.property && resource.Properties[type.property]
  const name =
    given === undefined
      ? `${template.stack}-${id}${RANDOM_SUFFIX}`
      : textOf(longestValue(given, template, all), `${id}.${type.property}`)
  // Names that AWS makes are cut; ids that it makes have nothing to do with the stack.
  return { type, name: type.property ? name.slice(0, type.longestName) : 'x'.repeat(type.longestName) }
}

/** What a parameter holds: the value that another stack publishes in SSM, or as much as it admits. */
function longestParameter(
  { Type, Default, MaxLength }: SynthesizedTemplate['Parameters'][string],
  all: SynthesizedTemplate[],
): string {
  if (MaxLength !== undefined) return 'x'.repeat(MaxLength)
  if (Type === 'AWS::SSM::Parameter::Value<String>') {
    for (const publisher of all) {
      const published = Object.values(publisher.Resources).find(
        (one) => one.Type === 'AWS::SSM::Parameter' && one.Properties.Name === Default,
      )
      if (published) return textOf(longestValue(published.Properties.Value, publisher, all), String(Default))
    }
  }
  return UNKNOWN
}
