import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation, Operations } from '../../core/service.ts'
import { busArn, busName, DEFAULT_BUS, ruleArn } from '../arns.ts'
import type { Json } from '../pattern/json.ts'
import { compilePattern } from '../pattern/pattern.ts'
import type { Rule, RuleStore } from '../stores/rule-store.ts'

type RuleInput = { Name?: string; Rule?: string; EventBusName?: string; NamePrefix?: string }

/** What can be asked about buses and rules. */
export function describeOperations(context: CloudContext, rules: RuleStore): Operations {
  const find = ({ Name, Rule: name = Name ?? '', EventBusName }: RuleInput): Rule => {
    const arn = ruleArn(context, busName(EventBusName), name)
    const rule = rules.all().find((one) => one.arn === arn)
    if (!rule)
      throw new AwsError(
        'ResourceNotFoundException',
        `Rule ${name} does not exist on EventBus ${busName(EventBusName)}.`,
      )
    return rule
  }
  const onRule = (action: string) => (input: RuleInput) => [
    {
      action,
      resource: ruleArn(context, busName(input.EventBusName), input.Rule ?? input.Name ?? input.NamePrefix ?? '*'),
    },
  ]
  const buses = () => [{ name: DEFAULT_BUS, arn: busArn(context, DEFAULT_BUS), description: '' }, ...rules.buses()]
  const existingBus = (given?: string) => {
    const bus = buses().find(({ name }) => name === busName(given))
    if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${busName(given)} does not exist.`)
    return bus
  }
  const shownBus = ({ name, arn }: { name: string; arn: string }) => ({ Name: name, Arn: arn })

  return {
    ListRules: {
      input: { EventBusName: true, NamePrefix: true },
      access: onRule('events:ListRules'),
      run({ EventBusName, NamePrefix = '' }) {
        const bus = existingBus(EventBusName).name
        const found = rules.all().filter((rule) => rule.bus === bus && rule.name.startsWith(NamePrefix))
        return { Rules: found.map(describeOne) }
      },
    } satisfies Operation<RuleInput>,
    DescribeRule: {
      input: { Name: true, EventBusName: true },
      access: onRule('events:DescribeRule'),
      run: (input) => describeOne(find(input)),
    } satisfies Operation<RuleInput>,
    ListTargetsByRule: {
      input: { Rule: true, EventBusName: true },
      access: onRule('events:ListTargetsByRule'),
      run: (input) => ({ Targets: find(input).targets }),
    } satisfies Operation<RuleInput>,
    DescribeEventBus: {
      input: { Name: true },
      access: ({ Name }) => [{ action: 'events:DescribeEventBus', resource: busArn(context, busName(Name)) }],
      run: ({ Name }) => shownBus(existingBus(Name)),
    } satisfies Operation<{ Name?: string }>,
    ListEventBuses: {
      input: {},
      access: () => [{ action: 'events:ListEventBuses', resource: '*' }],
      run: () => ({ EventBuses: buses().map(shownBus) }),
    },
    TestEventPattern: {
      input: { EventPattern: true, Event: true },
      access: () => [{ action: 'events:TestEventPattern', resource: '*' }],
      run: ({ EventPattern, Event }) => ({
        Result: compilePattern(parsePattern(EventPattern))(parseEvent(Event)),
      }),
    } satisfies Operation<{ EventPattern: string; Event: string }>,
  }
}

function parsePattern(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AwsError('InvalidEventPatternException', 'Event pattern is not valid. Reason: It is not JSON')
  }
}

function parseEvent(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.')
  }
}

const describeOne = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.bus,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.pattern !== null && { EventPattern: rule.pattern }),
  ...(rule.schedule !== null && { ScheduleExpression: rule.schedule }),
  ...(rule.description && { Description: rule.description }),
})
