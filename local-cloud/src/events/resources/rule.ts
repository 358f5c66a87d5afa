import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls, passRole } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { busName, ruleArn } from '../arns.ts'
import { compilePattern } from '../pattern/pattern.ts'
import { parseSchedule } from '../schedule/schedule.ts'
import type { Rule, RuleStore, Target } from '../stores/rule-store.ts'
import { checkInput } from '../target-input.ts'

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
const MAX_RULES_PER_BUS = 300
const MAX_TARGETS_PER_RULE = 5

const TargetShape = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({
      InputPathsMap: z.record(z.string(), z.string()).optional(),
      InputTemplate: z.string().min(1).max(8192),
    })
    .optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86400).optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
})

const Properties = z.strictObject({
  Name: z.string().optional(),
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  Targets: z.array(TargetShape).max(MAX_TARGETS_PER_RULE).optional(),
})
type Properties = z.infer<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const rule = (context: CloudContext, rules: RuleStore, changed: () => void): ResourceType => {
  const requireRoom = (bus: string) => {
    if (rules.all().filter((one) => one.bus === bus).length < MAX_RULES_PER_BUS) return
    throw new AwsError(
      'LimitExceededException',
      `The requested resource exceeds the maximum number allowed: ${MAX_RULES_PER_BUS} rules of the bus ${bus}.`,
    )
  }
  const put = (name: string, properties: Properties): Deployed => {
    const arn = ruleArn(context, busName(properties.EventBusName), name)
    const before = rules.all().find((one) => one.arn === arn)
    if (!before) requireRoom(busName(properties.EventBusName))
    rules.put(validateRule(arn, name, properties, before?.lastRun ?? context.clock.now()))
    changed()
    return { physicalId: arn, ref: name, attributes: { Arn: arn } }
  }
  return resourceType<Properties>({
    type: 'AWS::Events::Rule',
    attributes: ['Arn'],
    properties: Properties,
    createOnly: ['Name', 'EventBusName'],
    meaningless: { Description: 'a text for people: no operation here reads it' },
    named: {
      by: ({ Name, EventBusName }) => Name && ruleArn(context, busName(EventBusName), Name),
      exists: (arn) => rules.all().some((one) => one.arn === arn),
    },
    access(change) {
      const { EventBusName, Name, Targets = [] } = change.properties
      const targets = Targets.length > 0
      const passed = change.kind === 'delete' ? [] : Targets.flatMap(({ RoleArn }) => RoleArn ?? [])
      return [
        ...calls<Properties>(
          {
            create: ['events:PutRule', ...(targets ? ['events:PutTargets'] : [])],
            update: ['events:PutRule', ...(targets ? ['events:PutTargets'] : [])],
            delete: ['events:DeleteRule', ...(targets ? ['events:RemoveTargets'] : [])],
          },
          ({ current, context: resource }) =>
            current?.physicalId ?? ruleArn(context, busName(EventBusName), Name ?? resource.physicalName(64)),
        )(change),
        ...passed.map((roleArn) => passRole(roleArn, 'events.amazonaws.com')),
      ]
    },
    check: checkRule,
    create: (properties, resource) => put(properties.Name ?? resource.physicalName(64), properties),
    update: (properties, current) => put(current.ref ?? '', properties),
    delete({ physicalId }) {
      rules.remove(physicalId)
      changed()
    },
  })
}

function checkRule({ EventPattern, ScheduleExpression, Targets = [] }: Properties): void {
  if (!EventPattern === !ScheduleExpression)
    throw new Unsupported('a rule with both or neither of EventPattern and ScheduleExpression')
  if (EventPattern) compilePattern(EventPattern)
  if (ScheduleExpression) parseSchedule(ScheduleExpression)
  Targets.forEach(checkTarget)
}

function validateRule(arn: string, name: string, properties: Properties, lastRun: number): Rule {
  checkRule(properties)
  const { EventPattern, ScheduleExpression, Targets = [] } = properties
  return {
    arn,
    name,
    bus: busName(properties.EventBusName),
    pattern: EventPattern ? JSON.stringify(EventPattern) : null,
    schedule: ScheduleExpression ?? null,
    enabled: properties.State !== 'DISABLED',
    targets: Targets,
    lastRun,
  }
}

function checkTarget(target: Target): void {
  const { Arn, RoleArn, DeadLetterConfig } = target
  const service = Arn.split(':')[2] ?? ''
  if (service !== 'lambda' && service !== 'states' && service !== 'sqs')
    throw new Unsupported(`event targets of the service ${service} (${Arn})`)
  if (service === 'states' && !RoleArn) throw new Unsupported('a state machine target without RoleArn')
  if (service === 'sqs' && RoleArn)
    throw new Unsupported('a queue target with RoleArn: its own policy must let the rule in')
  checkInput(target)
  if (DeadLetterConfig && !DeadLetterConfig.Arn.startsWith('arn:aws:sqs:'))
    throw new Unsupported(`the dead-letter target ${DeadLetterConfig.Arn}`)
}
