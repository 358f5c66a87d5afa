import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import { deleteParameter } from './operations/delete-parameter.ts'
import { getParameter } from './operations/get-parameter.ts'
import { getParametersByPath } from './operations/get-parameters-by-path.ts'
import { putParameter } from './operations/put-parameter.ts'
import { parameterResource } from './resources/parameter.ts'
import { createParameterStore } from './stores/parameter-store.ts'

/** Systems Manager's Parameter Store. */
export function ssmService({ context }: { context: CloudContext }) {
  const parameters = createParameterStore(context)
  const parts = { context, parameters }
  return {
    name: 'ssm',
    api: {
      name: 'ssm',
      protocol: 'json-1.1',
      targetPrefix: 'AmazonSSM',
      errorShape: (code) => ({ messageMember: code === 'InvalidNextToken' ? 'Message' : 'message' }),
      operations: {
        PutParameter: putParameter(parts),
        GetParameter: getParameter(parts),
        GetParametersByPath: getParametersByPath(parts),
        DeleteParameter: deleteParameter(parts),
      },
    },
    resourceTypes: [parameterResource(parts)],
    ssm: { value: (name) => parameters.get(name)?.value },
  } satisfies CloudService & {
    /** For CloudFormation's `AWS::SSM::Parameter::Value` parameters; undefined when there is none. */
    ssm: { value(name: string): string | undefined }
  }
}
