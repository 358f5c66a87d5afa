import { Unsupported } from '../../core/aws-error.ts'
import { stableToken } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceContext, resourceType } from '../../core/resource-type.ts'
import { notVerified } from '../../mail/ses.ts'
import { checkSchema } from '../check-schema.ts'
import { poolArn } from '../operation.ts'
import { PoolConfig } from '../pool-config.ts'
import { ownSender } from '../send-mail.ts'
import type { CognitoServices } from '../services.ts'
import { newSigningKey } from '../tokens/signing-key.ts'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html */
export function userPoolType({ context, pools, ses }: Pick<CognitoServices, 'context' | 'pools' | 'ses'>) {
  // The same for the same resource: a deployment that was cut short finds its pool again.
  const idOf = ({ stackId, logicalId }: ResourceContext) =>
    `${context.region}_${stableToken(9, `${stackId}/${logicalId}`, ALPHANUMERIC)}`
  const deployed = (id: string) => ({
    physicalId: id,
    attributes: {
      Arn: poolArn(context, id),
      ProviderName: `cognito-idp.${context.region}.amazonaws.com/${id}`,
      ProviderURL: `https://cognito-idp.${context.region}.amazonaws.com/${id}`,
      UserPoolId: id,
    },
  })
  /** Cognito tries the sender of a pool when it is named. */
  const requireSender = (config: PoolConfig) => {
    const { SourceArn = '' } = config.EmailConfiguration ?? {}
    const sender = ownSender(config)
    if (sender === undefined) return
    const identity = new RegExp(`^arn:aws:ses:[^:]+:${context.accountId}:identity/(.+)$`).exec(SourceArn)?.[1] ?? ''
    if (!ses.isVerified(sender) || ses.identityOf(sender) !== identity) {
      const { message } = notVerified(context, [SourceArn])
      throw new Error(`Cognito received the following error from Amazon SES when attempting to send email: ${message}`)
    }
  }
  return resourceType<PoolConfig>({
    type: 'AWS::Cognito::UserPool',
    attributes: ['Arn', 'ProviderName', 'ProviderURL', 'UserPoolId'],
    properties: PoolConfig,
    stateful: true,
    createOnly: ['UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration'],
    meaningless: {
      SmsVerificationMessage: 'no text messages are sent; CDK sets it on every pool',
      UserPoolTags: 'nothing reads them',
    },
    access: calls(
      {
        create: ['cognito-idp:CreateUserPool'],
        update: ['cognito-idp:UpdateUserPool'],
        delete: ['cognito-idp:DeleteUserPool'],
      },
      ({ current }) => (current ? poolArn(context, current.physicalId) : '*'),
    ),
    async create(properties, resource) {
      requireConsistent(properties)
      requireSender(properties)
      const id = idOf(resource)
      pools.put(id, named(properties, resource), await newSigningKey(context.ids))
      return deployed(id)
    },
    update(properties, { physicalId }, previous, resource) {
      requireConsistent(properties)
      requireSender(properties)
      // Schema entries can only be added.
      const kept = properties.Schema.map((entry) => JSON.stringify(entry))
      if (!previous.Schema.every((entry) => kept.includes(JSON.stringify(entry)))) {
        throw new Unsupported('changing or removing attributes in Schema of AWS::Cognito::UserPool')
      }
      pools.setConfig(physicalId, named(properties, resource))
      return deployed(physicalId)
    },
    delete({ physicalId }) {
      if (pools.find(physicalId)?.config.DeletionProtection === 'ACTIVE') {
        throw new Error(
          `The user pool ${physicalId} cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.`,
        )
      }
      pools.delete(physicalId)
    },
  })
}

const named = (config: PoolConfig, resource: ResourceContext): PoolConfig => ({
  ...config,
  UserPoolName: config.UserPoolName ?? resource.physicalName(128),
})

function requireConsistent(config: PoolConfig): void {
  const { LambdaConfig, UserPoolTier, UsernameAttributes, AliasAttributes, Schema } = config
  checkSchema(Schema)
  const { PreTokenGeneration, PreTokenGenerationConfig } = LambdaConfig
  if (PreTokenGenerationConfig?.LambdaVersion === 'V2_0' && UserPoolTier === 'LITE') {
    throw new Error('LambdaConfig.PreTokenGenerationConfig V2_0 requires UserPoolTier ESSENTIALS or PLUS')
  }
  if (PreTokenGeneration && PreTokenGenerationConfig && PreTokenGeneration !== PreTokenGenerationConfig.LambdaArn) {
    throw new Error('LambdaConfig.PreTokenGeneration and PreTokenGenerationConfig name different functions')
  }
  if ((config.MfaConfiguration === 'OFF') !== (config.EnabledMfas.length === 0)) {
    throw new Error('Invalid MFA configuration given, MfaConfiguration and EnabledMfas must go together')
  }
  if (UsernameAttributes.length > 0 && AliasAttributes.length > 0) {
    throw new Error('Only one of AliasAttributes or UsernameAttributes can be set on AWS::Cognito::UserPool')
  }
}
