import type { CloudContext } from '../../core/cloud-context.ts'
import { parameterArn } from '../parameter-name.ts'
import type { StoredParameter } from '../stores/parameter-store.ts'

/** There are no parameters of another type here. */
export const DECRYPTION = 'AWS: "This flag is ignored for String and StringList parameter types."'

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html */
export const parameterShape = (context: CloudContext, parameter: StoredParameter) => ({
  Name: parameter.name,
  Type: parameter.type,
  Value: parameter.value,
  Version: parameter.version,
  LastModifiedDate: parameter.modifiedAt / 1000,
  ARN: parameterArn(context, parameter.name),
  DataType: 'text',
})
