import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation } from '../../core/service.ts'
import { nameOf, parameterArn } from '../parameter-name.ts'
import type { ParameterStore } from '../stores/parameter-store.ts'

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export function deleteParameter({
  context,
  parameters,
}: {
  context: CloudContext
  parameters: ParameterStore
}): Operation {
  return {
    input: { Name: true },
    access: ({ Name }) => [{ action: 'ssm:DeleteParameter', resource: parameterArn(context, nameOf(Name, context)) }],
    run({ Name }) {
      const name = nameOf(Name, context)
      if (!parameters.delete(name)) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`)
      return {}
    },
  }
}
