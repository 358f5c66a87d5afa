import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { busArn } from '../arns.ts'
import type { RuleStore } from '../stores/rule-store.ts'

const Properties = z.strictObject({ Name: z.string() })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export const eventBus = (context: CloudContext, rules: RuleStore): ResourceType =>
  resourceType<z.infer<typeof Properties>>({
    type: 'AWS::Events::EventBus',
    attributes: ['Arn', 'Name'],
    properties: Properties,
    createOnly: ['Name'],
    named: { by: ({ Name }) => Name, exists: (name) => rules.buses().some((bus) => bus.name === name) },
    meaningless: {
      Tags: 'no policy here reads tags of a bus',
      Description: 'a text for people: no operation here reads it',
    },
    access: calls(
      { create: ['events:CreateEventBus'], update: ['events:UpdateEventBus'], delete: ['events:DeleteEventBus'] },
      ({ properties }) => busArn(context, properties.Name),
    ),
    create({ Name }) {
      const arn = busArn(context, Name)
      rules.putBus(Name, arn)
      return { physicalId: Name, attributes: { Arn: arn, Name } }
    },
    update: (_properties, current) => current,
    delete: ({ physicalId }) => rules.removeBus(physicalId),
  })
