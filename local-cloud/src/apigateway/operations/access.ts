import type { CloudContext } from '../../core/cloud-context.ts'
import type { Access } from '../../core/service.ts'

/**
 * What IAM must allow: the verb as action, the path as resource.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/security_iam_service-with-iam.html
 */
export const access = (
  { region }: CloudContext,
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  ...path: string[]
): Access[] => [{ action: `apigateway:${verb}`, resource: `arn:aws:apigateway:${region}::/${path.join('/')}` }]
