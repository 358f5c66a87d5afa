import { stableToken } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceContext, resourceType } from '../../core/resource-type.ts'
import { isClientAttribute, requiredAttributes } from '../attributes.ts'
import { ClientConfig, validities } from '../client-config.ts'
import type { CognitoServices } from '../services.ts'

const DAY = 86_400

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html */
export function userPoolClientType(services: Pick<CognitoServices, 'pools' | 'clients'>) {
  const { clients } = services
  const idOf = ({ UserPoolId }: ClientConfig, { stackId, logicalId }: ResourceContext) =>
    stableToken(26, `${stackId}/${logicalId}/${UserPoolId}`)
  function put(id: string, properties: ClientConfig, resource: ResourceContext) {
    requireConsistent(services, id, properties)
    const ClientName = properties.ClientName ?? resource.physicalName(128)
    clients.put(id, { ...properties, ClientName })
    return { physicalId: id, attributes: { ClientId: id, Name: ClientName } }
  }
  return resourceType<ClientConfig>({
    type: 'AWS::Cognito::UserPoolClient',
    attributes: ['ClientId', 'Name'],
    properties: ClientConfig,
    createOnly: ['UserPoolId'],
    access: calls(
      {
        create: ['cognito-idp:CreateUserPoolClient'],
        update: ['cognito-idp:UpdateUserPoolClient'],
        delete: ['cognito-idp:DeleteUserPoolClient'],
      },
      ({ properties, arn }) => arn('cognito-idp', `userpool/${properties.UserPoolId}`),
    ),
    create: (properties, resource) => put(idOf(properties, resource), properties, resource),
    update: (properties, { physicalId }, _previous, resource) => put(physicalId, properties, resource),
    delete: ({ physicalId }) => clients.delete(physicalId),
  })
}

function requireConsistent({ pools }: Pick<CognitoServices, 'pools'>, id: string, config: ClientConfig): void {
  const pool = pools.get(config.UserPoolId)
  const { ReadAttributes, WriteAttributes, ExplicitAuthFlows, RefreshTokenRotation } = config
  if (ReadAttributes && !ReadAttributes.every((name) => isClientAttribute(pool, name, 'read'))) {
    throw new Error('Invalid read attributes specified while creating a client')
  }
  const canWrite = (name: string) => isClientAttribute(pool, name, 'write')
  if (WriteAttributes && !WriteAttributes.every(canWrite)) {
    throw new Error('Invalid write attributes specified while creating a client')
  }
  const unwritable = requiredAttributes(pool).find((name) => WriteAttributes && !WriteAttributes.includes(name))
  if (unwritable)
    throw new Error(`WriteAttributes of AWS::Cognito::UserPoolClient lacks the required attribute ${unwritable}`)
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
  if (RefreshTokenRotation.Feature === 'ENABLED' && ExplicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw new Error('RefreshTokenRotation cannot be enabled together with the flow ALLOW_REFRESH_TOKEN_AUTH')
  }
  const { access, id: idToken, refresh } = validities({ id, poolId: pool.id, config, createdAt: 0, modifiedAt: 0 })
  if ([access, idToken].some((seconds) => seconds < 300 || seconds > DAY)) {
    throw new Error('AccessTokenValidity and IdTokenValidity must be between 5 minutes and 1 day')
  }
  if (refresh < 3600 || refresh > 3650 * DAY) {
    throw new Error('RefreshTokenValidity must be between 60 minutes and 10 years')
  }
  if (refresh < Math.max(access, idToken))
    throw new Error('RefreshTokenValidity must not be shorter than the other tokens')
}
