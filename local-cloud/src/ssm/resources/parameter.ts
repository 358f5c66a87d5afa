import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { checked } from '../operations/put-parameter.ts'
import type { ParameterStore } from '../stores/parameter-store.ts'

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
    attributes: ['Type', 'Value'],
    properties: Properties,
    createOnly: ['Name'],
    named: { by: ({ Name }) => Name, exists: (name) => parameters.get(name) !== undefined },
    meaningless: { Tags: 'nothing on a laptop reads the tags of a parameter' },
    access: calls(
      { create: ['ssm:PutParameter'], update: ['ssm:PutParameter'], delete: ['ssm:DeleteParameter'] },
      ({ properties, current, context, arn }) => {
        const name = current?.physicalId ?? properties.Name ?? context.physicalName(128)
        return arn('ssm', `parameter/${name.replace(/^\//, '')}`)
      },
    ),
    create(properties, context) {
      const name = properties.Name ?? context.physicalName(128)
      return write(name, properties)
    },
    update: (properties, { physicalId }) => write(physicalId, properties),
    delete({ physicalId }) {
      parameters.delete(physicalId)
    },
  })
}
