import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceContext, type ResourceType, resourceType } from '../../core/resource-type.ts'
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
  const write = (name: string, owner: string, { Type: type, Value: value, Description }: Properties) => {
    parameters.put(checked({ name, type, value, description: Description ?? null, owner }))
    return { physicalId: name, attributes: { Type: type, Value: value } }
  }
  return resourceType<Properties>({
    type: 'AWS::SSM::Parameter',
    properties: Properties,
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
      const existing = parameters.get(name)
      const owner = ownerOf(context)
      // One of its own was made by a deployment that was killed.
      if (existing && existing.owner !== owner) throw new AwsError('AlreadyExists', `${name} already exists.`)
      return write(name, owner, properties)
    },
    update(properties, { physicalId }, previous, context) {
      if (properties.Name !== previous.Name) throw new Unsupported('a change of Name in place')
      return write(physicalId, ownerOf(context), properties)
    },
    delete({ physicalId }) {
      parameters.delete(physicalId)
    },
  })
}

const ownerOf = ({ stackId, logicalId }: ResourceContext): string => `${stackId}/${logicalId}`
