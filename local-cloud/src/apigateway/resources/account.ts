import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'

/** The account's settings. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-account.html */
export function accountType() {
  const deployed = { physicalId: 'api-gateway-account', attributes: { Id: 'api-gateway-account' } }
  return resourceType({
    type: 'AWS::ApiGateway::Account',
    properties: z.strictObject({}),
    meaningless: { CloudWatchRoleArn: 'it writes execution logs, which the local cloud does not have' },
    create: () => deployed,
    update: () => deployed,
    delete() {},
  })
}
