import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { CognitoServices } from '../services.ts'

const Properties = z.strictObject({
  UserPoolId: z.string(),
  GroupName: z.string().min(1).max(128).optional(),
  Description: z.string().max(2048).optional(),
  Precedence: z.int().min(0).optional(),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html */
export function userPoolGroupType({ pools, groups }: Pick<CognitoServices, 'pools' | 'groups'>) {
  function put(name: string, { UserPoolId, Description, Precedence }: z.infer<typeof Properties>) {
    const poolId = pools.get(UserPoolId).id
    groups.put({ poolId, name, description: Description ?? null, precedence: Precedence ?? null })
    return { physicalId: idOf(poolId, name), ref: name, attributes: {} }
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::Cognito::UserPoolGroup',
    attributes: [],
    properties: Properties,
    createOnly: ['GroupName', 'UserPoolId'],
    named: {
      by: ({ UserPoolId, GroupName }) => GroupName && idOf(UserPoolId, GroupName),
      exists: (id) => groups.find(...partsOf(id)) !== undefined,
    },
    access: calls(
      {
        create: ['cognito-idp:CreateGroup'],
        update: ['cognito-idp:UpdateGroup'],
        delete: ['cognito-idp:DeleteGroup'],
      },
      ({ properties, arn }) => arn('cognito-idp', `userpool/${properties.UserPoolId}`),
    ),
    create: (properties, resource) => put(properties.GroupName ?? resource.physicalName(128), properties),
    update: (properties, current) => put(current.ref ?? '', properties),
    delete: ({ physicalId }) => groups.delete(...partsOf(physicalId)),
  })
}

const idOf = (poolId: string, name: string) => `${poolId}/${name}`

function partsOf(id: string): [poolId: string, name: string] {
  const [poolId = '', ...name] = id.split('/')
  return [poolId, name.join('/')]
}
