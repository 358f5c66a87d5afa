import * as z from 'zod'
import { type ResourceContext, resourceType } from '../../core/resource-type.ts'
import { hash } from '../code/code-store.ts'
import type { LambdaServices } from '../lambda-services.ts'
import { codeAccess } from './code-access.ts'

const MAX_NAME_LENGTH = 64

/**
 * Publishing changed content is a replacement: a new version with an ARN of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html
 */
export const layerVersionType = ({ names, layers, code }: Pick<LambdaServices, 'names' | 'layers' | 'code'>) =>
  resourceType({
    type: 'AWS::Lambda::LayerVersion',
    attributes: ['LayerVersionArn'],
    properties: z.strictObject({
      LayerName: z
        .string()
        .regex(/^[\w-]{1,64}$/)
        .optional(),
      Content: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    }),
    createOnly: ['LayerName', 'Content'],
    meaningless: {
      Description: 'no operation answers it',
      LicenseInfo: 'no operation answers it',
      CompatibleRuntimes: 'all runtimes here are Node',
      CompatibleArchitectures: "threads run on the machine's processor",
    },
    access({ kind, properties, current, context, arn }) {
      if (current)
        return kind === 'delete' ? [{ action: 'lambda:DeleteLayerVersion', resource: current.physicalId }] : []
      return [
        {
          action: 'lambda:PublishLayerVersion',
          resource: arn('lambda', `layer:${nameOf(properties.LayerName, context)}`),
        },
        codeAccess(properties.Content),
      ]
    },
    async create({ LayerName, Content }, context) {
      const zip = await code.zip(Content)
      const name = nameOf(LayerName, context)
      const { version } = layers.publish(name, `${context.stackId}/${context.logicalId} ${Content.S3Key} ${hash(zip)}`)
      code.unpackLayer(zip, layers.directory(name, version))
      const arn = names.layerVersionArn(name, version)
      return { physicalId: arn, attributes: { LayerVersionArn: arn } }
    },
    update: (_properties, current) => current,
    delete({ physicalId }) {
      const [name = '', version = ''] = physicalId.split(':').slice(-2)
      layers.delete(name, Number(version))
    },
  })

/** A generated name is the logical id's, so that versions of one layer count up. */
const nameOf = (name: string | undefined, { stackName, logicalId }: ResourceContext): string =>
  name ?? `${stackName}-${logicalId}`.replace(/[^\w-]/g, '-').slice(0, MAX_NAME_LENGTH)
