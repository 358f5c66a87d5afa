import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import { createUser } from '../create-user.ts'
import { Attributes, attributeRecord, Username } from '../inputs.ts'
import type { CognitoServices } from '../services.ts'

const Properties = z.strictObject({
  UserPoolId: z.string(),
  Username,
  UserAttributes: Attributes.optional(),
  DesiredDeliveryMediums: z.array(z.literal('EMAIL')).optional(),
  MessageAction: z.literal('SUPPRESS').optional(),
})

/**
 * A user with a temporary password, which the invitation tells them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html
 */
export function userPoolUserType(services: CognitoServices) {
  const { pools, users } = services
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::Cognito::UserPoolUser',
    attributes: [],
    properties: Properties,
    stateful: true,
    createOnly: ['UserPoolId', 'Username', 'UserAttributes', 'DesiredDeliveryMediums', 'MessageAction'],
    access: calls(
      { create: ['cognito-idp:AdminCreateUser'], update: [], delete: ['cognito-idp:AdminDeleteUser'] },
      ({ properties, arn }) => arn('cognito-idp', `userpool/${properties.UserPoolId}`),
    ),
    async create({ UserPoolId, Username, UserAttributes, MessageAction }, { stackId, logicalId }) {
      const pool = pools.get(UserPoolId)
      const origin = `${stackId}/${logicalId}`
      // A deployment that was cut short already invited them.
      const isThere = users.findByOrigin(pool.id, origin)?.sub === (users.findByName(pool, Username)?.sub ?? 'nobody')
      if (!isThere) {
        const attributes = attributeRecord(UserAttributes)
        const invite = MessageAction !== 'SUPPRESS'
        await createUser(services)(pool, { username: Username, attributes, invite, origin })
      }
      return { physicalId: `${pool.id}/${Username}`, ref: Username, attributes: {} }
    },
    update: (_properties, current) => current,
    delete({ physicalId }) {
      const [poolId = '', ...name] = physicalId.split('/')
      const pool = pools.find(poolId)
      const user = pool && users.findByName(pool, name.join('/'))
      if (user) users.delete(user)
    },
  })
}
