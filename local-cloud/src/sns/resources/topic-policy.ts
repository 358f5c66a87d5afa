import * as z from 'zod'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { compiled } from '../../iam/resource-policy.ts'
import { noTopic } from '../errors.ts'
import type { SnsServices } from '../sns-services.ts'

const Statement = z.record(z.string(), z.unknown())
const Properties = z.strictObject({
  Topics: z.array(z.string()).min(1),
  PolicyDocument: z.looseObject({ Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]) }),
})
type Properties = z.output<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export function topicPolicyType({ topics }: Pick<SnsServices, 'topics'>): ResourceType {
  const set = (arns: string[], policy: Record<string, unknown>[] | null): void => {
    for (const arn of arns) {
      const topic = topics.find(arn)
      if (topic) topics.put({ ...topic, policy })
      else if (policy) throw noTopic()
    }
  }
  return resourceType<Properties>({
    type: 'AWS::SNS::TopicPolicy',
    attributes: ['Id'],
    properties: Properties,
    access: ({ properties }) => properties.Topics.map((arn) => ({ action: 'sns:SetTopicAttributes', resource: arn })),
    check: ({ PolicyDocument }) => void compiled(PolicyDocument.Statement),
    create({ Topics, PolicyDocument }, { physicalName }) {
      const id = physicalName(80)
      set(Topics, PolicyDocument.Statement)
      return { physicalId: id, attributes: { Id: id, Topics } }
    },
    update({ Topics, PolicyDocument }, { physicalId }, previous) {
      set(
        previous.Topics.filter((arn) => !Topics.includes(arn)),
        null,
      )
      set(Topics, PolicyDocument.Statement)
      return { physicalId, attributes: { Id: physicalId, Topics } }
    },
    delete: ({ attributes }) => set(z.array(z.string()).parse(attributes.Topics), null),
  })
}
