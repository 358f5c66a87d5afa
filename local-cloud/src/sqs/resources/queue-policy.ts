import * as z from 'zod'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { changeAttributes } from '../operations/queue-attributes.ts'
import { checkedAttributes } from '../queue-attributes.ts'
import type { SqsServices } from '../sqs-services.ts'

const Properties = z.strictObject({
  Queues: z.array(z.string()).min(1),
  PolicyDocument: z.record(z.string(), z.unknown()),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export function queuePolicyType(services: Pick<SqsServices, 'context' | 'names' | 'queues'>): ResourceType {
  const { names, queues } = services
  const set = (urls: string[], policy: string): void => {
    for (const name of urls.map(names.ofUrl))
      if (policy || queues.find(name)) changeAttributes(services, name, { Policy: policy })
  }
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::SQS::QueuePolicy',
    attributes: ['Id'],
    properties: Properties,
    access: ({ properties }) =>
      properties.Queues.map((url) => ({ action: 'sqs:SetQueueAttributes', resource: names.arn(names.ofUrl(url)) })),
    check: ({ PolicyDocument }) => void checkedAttributes({ Policy: JSON.stringify(PolicyDocument) }),
    create({ Queues, PolicyDocument }, { physicalName }) {
      const id = physicalName(80)
      set(Queues, JSON.stringify(PolicyDocument))
      return { physicalId: id, attributes: { Id: id, Queues } }
    },
    update({ Queues, PolicyDocument }, { physicalId }, previous) {
      set(
        previous.Queues.filter((url) => !Queues.includes(url)),
        '',
      )
      set(Queues, JSON.stringify(PolicyDocument))
      return { physicalId, attributes: { Id: physicalId, Queues } }
    },
    delete: ({ attributes }) => set(z.array(z.string()).parse(attributes.Queues), ''),
  })
}
