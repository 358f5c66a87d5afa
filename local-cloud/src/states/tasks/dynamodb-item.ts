import { callService } from './call-service.ts'
import type { IntegrationKind } from './integration.ts'

const OPERATIONS: Record<string, string> = {
  getItem: 'GetItem',
  putItem: 'PutItem',
  updateItem: 'UpdateItem',
  deleteItem: 'DeleteItem',
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
export const dynamodbItem: IntegrationKind = (resource) => {
  const name = /^arn:aws[\w-]*:states:::dynamodb:(\w+)$/.exec(resource)?.[1] ?? ''
  const operation = OPERATIONS[name]
  if (!operation) return undefined
  return {
    resourceType: 'dynamodb',
    resource: name,
    waitsForToken: false,
    async call(run, input) {
      const output = await callService(run, 'DynamoDB', 'dynamodb', operation, input)
      return { ...(output as object), SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 } }
    },
  }
}
