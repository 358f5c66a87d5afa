import { EVENT_BUS_NAME } from '@tenantry/infra/names.ts'
import type { Template } from './edit-assembly.ts'

/** A function that shows the credentials it runs under: what code inside a service could steal. */
const SHOW_CREDENTIALS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})`

/** A pool whose owner writes any tenant into their tokens. */
const CLAIM_ANY_TENANT = `exports.handler = async (event) => {
  const { tenantId } = event.request.clientMetadata
  event.response = { claimsAndScopeOverrideDetails: {
    accessTokenGeneration: { claimsToAddOrOverride: { tenantId } },
    idTokenGeneration: { claimsToAddOrOverride: { tenantId } },
  } }
  return event
}`

const probeId = (name: string) => `AttackProbe${name}`

/** The construct's name: the CDK appends eight digits. */
const nameOf = (logicalId: string): string => logicalId.slice(0, -8)

/** Adds a probe for each function's role; answers the names of the functions. */
export function addProbes(template: Template): string[] {
  const functions = Object.entries(template.Resources).filter(
    ([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && Properties.Layers,
  )
  for (const [id, { Properties }] of functions) {
    template.Resources[probeId(nameOf(id))] = inlineFunction(SHOW_CREDENTIALS, Properties.Role)
  }
  return functions.map(([id]) => nameOf(id))
}

/** Adds a stranger's user pool to the account, with outputs that name it. */
export function addStrangerPool(template: Template): void {
  const role = Object.values(template.Resources).find(({ Properties }) => Properties.Role && Properties.Layers)
  const trigger = 'AttackStrangerTrigger'
  Object.assign(template.Resources, {
    [trigger]: inlineFunction(CLAIM_ANY_TENANT, role?.Properties.Role),
    AttackStrangerPool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UsernameAttributes: ['email'],
        UserPoolTier: 'ESSENTIALS',
        LambdaConfig: {
          PreTokenGenerationConfig: { LambdaArn: { 'Fn::GetAtt': [trigger, 'Arn'] }, LambdaVersion: 'V2_0' },
        },
      },
    },
    AttackStrangerMayTrigger: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [trigger, 'Arn'] },
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['AttackStrangerPool', 'Arn'] },
      },
    },
    AttackStrangerClient: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: { Ref: 'AttackStrangerPool' }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    },
  })
  Object.assign(template.Outputs, {
    AttackStrangerPoolId: { Value: { Ref: 'AttackStrangerPool' } },
    AttackStrangerClientId: { Value: { Ref: 'AttackStrangerClient' } },
  })
}

/** Adds a queue that hears everything on the bus, with an output that names it. */
export function addTap(template: Template): void {
  const queueArn = { 'Fn::GetAtt': ['AttackTap', 'Arn'] }
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queueArn },
  ]
  Object.assign(template.Resources, {
    AttackTap: { Type: 'AWS::SQS::Queue', Properties: {} },
    AttackTapRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: EVENT_BUS_NAME,
        EventPattern: { source: [{ prefix: '' }] },
        Targets: [{ Id: 'tap', Arn: queueArn }],
      },
    },
    AttackTapPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'AttackTap' }],
        PolicyDocument: { Version: '2012-10-17', Statement },
      },
    },
  })
  Object.assign(template.Outputs, { AttackTapUrl: { Value: { Ref: 'AttackTap' } } })
}

const inlineFunction = (ZipFile: string, Role: unknown) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { ZipFile }, Handler: 'index.handler', Runtime: 'nodejs24.x', Role },
})
