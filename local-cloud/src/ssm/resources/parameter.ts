import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { ParameterStore } from '../parameter-store.ts'
import { checked } from '../put-parameter.ts'

const Properties = z.strictObject({
  Name: z.string().optional(),
  Type: z.enum(['String', 'StringList']),
  Value: z.string(),
  Description: z.string().max(1024).optional(),
  Tier: z.literal('Standard').optional(),
  DataType: z.literal('text').optional(),
})
type Properties = z.output<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export function parameterResource({ parameters }: { parameters: ParameterStore }): ResourceType {
  const write = (name: string, { Type: type, Value: value, Description }: Properties) => {
    parameters.put(checked({ name, type, value, description: Description ?? null }))
    return { physicalId: name, attributes: { Type: type, Value: value } }
  }
  return resourceType<Properties>({
    type: 'AWS::SSM::Parameter',
    properties: Properties,
    meaningless: { Tags: 'nothing on a laptop reads the tags of a parameter' },
    create(properties, context) {
      const name = properties.Name ?? context.physicalName(128)
      const existing = parameters.get(name)
      // The same value means that a deployment that was killed runs again.
      if (existing && existing.value !== properties.Value) {
        throw new AwsError('AlreadyExists', `${name} already exists.`)
      }
      return write(name, properties)
    },
    update(properties, { physicalId }, previous) {
      if (properties.Name !== previous.Name) throw new Unsupported('a change of Name in place')
      return write(physicalId, properties)
    },
    delete({ physicalId }) {
      parameters.delete(physicalId)
    },
  })
}
