import { passRole } from '../../core/resource-access.ts'
import type { ResourceChange } from '../../core/resource-type.ts'
import type { Access } from '../../core/service.ts'
import { codeAccess } from './code-access.ts'
import type { FunctionProperties } from './function-properties.ts'

const ACTIONS = {
  create: ['lambda:CreateFunction', 'lambda:GetFunction'],
  update: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:GetFunction'],
  delete: ['lambda:DeleteFunction', 'lambda:GetFunction'],
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html: whoever gives a function its role must be allowed to pass it. */
export function functionAccess({
  kind,
  properties,
  current,
  context,
  arn,
}: ResourceChange<FunctionProperties>): Access[] {
  const resource = arn(
    'lambda',
    `function:${current?.physicalId ?? properties.FunctionName ?? context.physicalName(64)}`,
  )
  const own = ACTIONS[kind].map((action) => ({ action, resource }))
  if (kind === 'delete') return own
  const { Role, Code, Layers, ReservedConcurrentExecutions } = properties
  return [
    ...own,
    passRole(Role, 'lambda.amazonaws.com'),
    ...('S3Bucket' in Code ? [codeAccess(Code)] : []),
    ...Layers.map((layer) => ({ action: 'lambda:GetLayerVersion', resource: layer })),
    ...(ReservedConcurrentExecutions === undefined ? [] : [{ action: 'lambda:PutFunctionConcurrency', resource }]),
  ]
}
