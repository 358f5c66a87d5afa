import { describe, expect, test } from 'vitest'
import type { Rule, Target } from './stores/rule-store.ts'
import { checkInput, targetInput } from './target-input.ts'

const RULE_ARN = 'arn:aws:events:us-east-2:123456789012:rule/example'
const envelope = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
}
const detail = { 'instance-id': 'i-0123456789', state: 'RUNNING', count: 3, on: true, none: null, said: 'say "hi"' }
const event = { ...envelope, detail }
const occasion = { rule: { arn: RULE_ARN, name: 'example' } as Rule, event, ingested: Date.UTC(2026, 0, 1) }
const InputPathsMap = {
  timestamp: '$.time',
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  count: '$.detail.count',
  on: '$.detail.on',
  none: '$.detail.none',
  said: '$.detail.said',
  detail: '$.detail',
  resource: '$.resources[0]',
  resources: '$.resources',
  absent: '$.detail.absent',
}
const target = (input: Partial<Target>): Target => ({ Id: 't', Arn: 'arn:aws:sqs:us-east-1:123456789012:q', ...input })
const templated = (InputTemplate: string) => target({ InputTransformer: { InputPathsMap, InputTemplate } })

/** As it would be deployed and then run. */
function render(input: Partial<Target>): string {
  checkInput(target(input))
  return targetInput(target(input), occasion)
}

describe('an input template is rendered by whether a placeholder stands in quotes', () => {
  // The first eight are the examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
  test.each<[string, string, unknown]>([
    ['a text', '"instance <instance> is in <state>"', 'instance i-0123456789 is in RUNNING'],
    [
      'a text with escaped quotes',
      '"instance \\"<instance>\\" is in <state>"',
      'instance "i-0123456789" is in RUNNING',
    ],
    [
      'an object',
      '{\n  "instance" : <instance>,\n  "state": <state>\n}',
      { instance: 'i-0123456789', state: 'RUNNING' },
    ],
    [
      'an object with texts and variables',
      '{"instance" : <instance>, "state": "<state>", "instanceStatus": "instance \\"<instance>\\" is in <state>"}',
      { instance: 'i-0123456789', state: 'RUNNING', instanceStatus: 'instance "i-0123456789" is in RUNNING' },
    ],
    [
      'variables beside what is always the same',
      '{"instance" : <instance>, "state": [ 9, <state>, true ], "Transformed" : "Yes"}',
      { instance: 'i-0123456789', state: [9, 'RUNNING', true], Transformed: 'Yes' },
    ],
    [
      'reserved variables in an object',
      '{"ruleArn" : <aws.events.rule-arn>, "ruleName" : <aws.events.rule-name>, "originalEvent" : <aws.events.event.json>, "envelope": <aws.events.event>}',
      { ruleArn: RULE_ARN, ruleName: 'example', originalEvent: event, envelope },
    ],
    ['reserved variables in a text', '"<aws.events.rule-name> triggered"', 'example triggered'],
    [
      'a log entry',
      '{"timestamp" : <timestamp>, "message": "instance \\"<instance>\\" is in <state>"}',
      { timestamp: '2015-11-11T21:29:54Z', message: 'instance "i-0123456789" is in RUNNING' },
    ],
    ['the time of reception', '"<aws.events.event.ingestion-time>"', '2026-01-01T00:00:00Z'],
    ['numbers and truth values, out of quotes', '[<count>,<on>,<none>]', [3, true, null]],
    [
      'numbers and truth values, in quotes',
      '{"a":"<state>-<count>","b":"<count>","c":"<on>"}',
      { a: 'RUNNING-3', b: '3', c: 'true' },
    ],
    [
      'objects and lists',
      '{"d":<detail>,"r":<resources>,"one":<resource>}',
      { d: detail, r: envelope.resources, one: envelope.resources[0] },
    ],
    ['objects in a text, without quotes', '"got <resources>"', `got [${envelope.resources[0]}]`],
    ['what the event lacks', '{"a":<absent>,"b":"[<absent>]"}', { a: '', b: '[]' }],
    ['one placeholder alone', '<instance>', 'i-0123456789'],
    ['a text that is no placeholder', '"1 < 2 and <state> > 1"', '1 < 2 and RUNNING > 1'],
    ['a text with quotes, out of quotes', '[<said>]', ['say "hi"']],
  ])('%s', (_name, template, expected) => {
    expect(render(templated(template))).toBe(JSON.stringify(expected))
  })

  test('what this event makes no JSON of reaches nobody', () => {
    for (const template of ['{"said":"<said>"}', '{"detail":"<detail>"}']) {
      expect(() => render(templated(template))).toThrow(expect.objectContaining({ code: 'INVALID_JSON' }))
    }
  })
})

test.each([
  ['texts without quotes', '<instance> is in state <state>', 'it is no JSON'],
  ['broken JSON', '{"a": <instance>', 'it is no JSON'],
  ['a placeholder as a key', '{<instance>: 1}', 'object key'],
  ['a placeholder in a key', '{"a": [{"<instance>-x": 1}]}', 'object key'],
  ['an object in quotes', '{"event": "<aws.events.event.json>"}', 'it is no JSON'],
  ['an unknown placeholder', '"<instance> <other>"', '<other> is in no InputPathsMap'],
  ['an unknown variable of AWS', '"<aws.events.account>"', '<aws.events.account> is in no InputPathsMap'],
])('a template that no event can be rendered with fails the deployment: %s', (_name, template, complaint) => {
  expect(() => checkInput(templated(template))).toThrow(complaint)
})

test('a constant, a part of the event, the event', () => {
  expect(render({ Input: '{"a":1}' })).toBe('{"a":1}')
  expect(render({ InputPath: '$.detail.state' })).toBe('"RUNNING"')
  expect(render({ InputPath: "$['detail']['instance-id']" })).toBe('"i-0123456789"')
  expect(render({})).toBe(JSON.stringify(event))
})

test.each<[string, Partial<Target>, string]>([
  ['a constant that is no JSON', { Input: 'hi' }, 'JSON syntax error in input for target t'],
  ['two kinds of input', { Input: '1', InputPath: '$' }, 'Only one of Input, InputPath, or InputTransformer'],
  ['a path of another language', { InputPath: '$..state' }, 'the path $..state'],
  [
    'such a path of a template',
    { InputTransformer: { InputPathsMap: { a: '$.detail[*]' }, InputTemplate: '<a>' } },
    'the path $.detail[*]',
  ],
  [
    'a reserved name',
    { InputTransformer: { InputPathsMap: { 'aws.events.x': '$' }, InputTemplate: '1' } },
    'Invalid key aws.events.x',
  ],
])('%s fails the deployment', (_name, input, complaint) => {
  expect(() => checkInput(target(input))).toThrow(complaint)
})
