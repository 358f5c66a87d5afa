import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation } from '../../core/service.ts'
import { nameOf, parameterArn } from '../parameter-name.ts'
import type { ParameterStore } from '../stores/parameter-store.ts'
import { DECRYPTION, parameterShape } from './parameter-shape.ts'

interface Parts {
  context: CloudContext
  parameters: ParameterStore
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function getParameter({ context, parameters }: Parts): Operation {
  return {
    input: { Name: true },
    meaningless: { WithDecryption: DECRYPTION },
    access: ({ Name }) => [{ action: 'ssm:GetParameter', resource: parameterArn(context, nameOf(Name, context)) }],
    run({ Name }) {
      const parameter = parameters.get(nameOf(Name, context))
      if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`)
      return { Parameter: parameterShape(context, parameter) }
    },
  }
}
