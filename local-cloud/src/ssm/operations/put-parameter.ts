import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation } from '../../core/service.ts'
import { checkName, nameOf, parameterArn, validation } from '../parameter-name.ts'
import type { ParameterStore, StoredParameter } from '../stores/parameter-store.ts'

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const LARGEST_STANDARD_VALUE = 4096

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export function putParameter({
  context,
  parameters,
}: {
  context: CloudContext
  parameters: ParameterStore
}): Operation {
  return {
    input: { Name: true, Type: true, Value: true, Description: true, Overwrite: true, Tier: true, DataType: true },
    access: ({ Name }) => [{ action: 'ssm:PutParameter', resource: parameterArn(context, nameOf(Name, context)) }],
    run(input: Record<string, unknown>) {
      if ((input.Tier ?? 'Standard') !== 'Standard') throw new Unsupported(`the parameter tier ${input.Tier}`)
      if ((input.DataType ?? 'text') !== 'text') throw new Unsupported(`the parameter data type ${input.DataType}`)
      const name = nameOf(input.Name, context)
      const existing = parameters.get(name)
      if (existing && input.Overwrite !== true) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        )
      }
      if (!existing && input.Type === undefined) {
        throw validation('A parameter type is required when you create a parameter.')
      }
      const description = typeof input.Description === 'string' ? input.Description : (existing?.description ?? null)
      const stored = parameters.put(
        checked({
          name,
          type: input.Type ?? existing?.type,
          value: input.Value,
          description,
        }),
      )
      return { Version: stored.version, Tier: 'Standard' }
    },
  }
}

/** A parameter as it may be stored. */
export function checked({
  name,
  type,
  value,
  description,
}: {
  name: string
  type: unknown
  value: unknown
  description: string | null
}): Omit<StoredParameter, 'version' | 'modifiedAt'> {
  checkName(name)
  if (type === 'SecureString') throw new Unsupported('SecureString parameters')
  if (type !== 'String' && type !== 'StringList') {
    throw validation(
      `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
    )
  }
  if (typeof value !== 'string' || value === '') {
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    )
  }
  if (Buffer.byteLength(value) > LARGEST_STANDARD_VALUE) {
    throw validation(
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.',
    )
  }
  return { name, type, value, description }
}
