export const Queue = { Type: 'AWS::SQS::Queue' }
export const named = (QueueName: unknown) => ({ Resources: { Queue: { ...Queue, Properties: { QueueName } } } })
export const output = (Value: unknown, more: object = {}) => ({
  Resources: { Queue },
  Outputs: { O: { Value, ...more } },
})
export const condition = (C: unknown, more: object = {}) => ({ Conditions: { C, ...more }, Resources: { Queue } })
export const Never = { 'Fn::Equals': ['a', 'b'] }
export const Parameters = { Env: { Type: 'String', Default: 'dev' } }

/** Its name, a template that has it, and what CloudFormation says of it. */
export type Fault = [name: string, template: object, message: string]
