import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import type { Gateway } from '../gateway.ts'
import { access } from '../operations/access.ts'

/** The account's settings. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-account.html */
export function accountType({ context }: Gateway) {
  const deployed = { physicalId: 'api-gateway-account', attributes: { Id: 'api-gateway-account' } }
  return resourceType({
    type: 'AWS::ApiGateway::Account',
    attributes: ['Id'],
    properties: z.strictObject({}),
    meaningless: { CloudWatchRoleArn: 'it writes execution logs, which the local cloud does not have' },
    access: ({ kind }) => (kind === 'delete' ? [] : access(context, 'PATCH', 'account')),
    create: () => deployed,
    update: () => deployed,
    delete() {},
  })
}
