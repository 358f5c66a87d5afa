import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation } from '../../core/service.ts'
import { nameOf, parameterArn, validation } from '../parameter-name.ts'
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

const MOST_NAMES = 10

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export function getParameters({ context, parameters }: Parts): Operation {
  const namesOf = ({ Names }: { Names?: unknown }): string[] => {
    const names: unknown[] = Array.isArray(Names) ? Names : []
    if (names.length === 0 || names.length > MOST_NAMES) {
      throw validation(
        `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length less than or equal to ${MOST_NAMES}, Member must have length greater than or equal to 1`,
      )
    }
    return names.map((name) => nameOf(name, context))
  }
  return {
    input: { Names: true },
    meaningless: { WithDecryption: DECRYPTION },
    access: (input) =>
      namesOf(input).map((name) => ({ action: 'ssm:GetParameters', resource: parameterArn(context, name) })),
    run(input) {
      const names = [...new Set(namesOf(input))]
      return {
        Parameters: names.flatMap((name) => {
          const parameter = parameters.get(name)
          return parameter ? [parameterShape(context, parameter)] : []
        }),
        InvalidParameters: names.filter((name) => !parameters.get(name)),
      }
    },
  }
}
