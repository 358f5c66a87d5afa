import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import { Username } from '../inputs.ts'
import type { CognitoServices } from '../services.ts'

const Properties = z.strictObject({ UserPoolId: z.string(), GroupName: z.string(), Username })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolusertogroupattachment.html */
export function userPoolUserToGroupAttachmentType({
  pools,
  users,
  groups,
}: Pick<CognitoServices, 'pools' | 'users' | 'groups'>) {
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
    attributes: [],
    properties: Properties,
    createOnly: ['UserPoolId', 'GroupName', 'Username'],
    named: {
      by: ({ UserPoolId, GroupName, Username }) => JSON.stringify([UserPoolId, GroupName, Username]),
      exists(id) {
        const [poolId = '', group, username = ''] = z.array(z.string()).parse(JSON.parse(id))
        const pool = pools.find(poolId)
        const user = pool && users.findByName(pool, username)
        return user !== undefined && groups.groupsOf(poolId, user.sub).some(({ name }) => name === group)
      },
    },
    access: calls(
      {
        create: ['cognito-idp:AdminAddUserToGroup'],
        update: [],
        delete: ['cognito-idp:AdminRemoveUserFromGroup'],
      },
      ({ properties, arn }) => arn('cognito-idp', `userpool/${properties.UserPoolId}`),
    ),
    create({ UserPoolId, GroupName, Username }) {
      const user = users.getByName(pools.get(UserPoolId), Username)
      groups.addMember(UserPoolId, groups.get(UserPoolId, GroupName).name, user.sub)
      return { physicalId: [UserPoolId, user.sub, GroupName].join('/'), attributes: {} }
    },
    update: (_properties, current) => current,
    delete({ physicalId }) {
      const [poolId = '', sub = '', ...group] = physicalId.split('/')
      groups.removeMember(poolId, group.join('/'), sub)
    },
  })
}
