import { NO_CONSOLE_URL } from '@tenantry/contracts/alarm-description.ts'
import { CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { BASE_PARAMETERS, OPERATIONS_TOPIC } from '../names.ts'

/**
 * The one topic that alarms of all stacks tell, and the address that is told by mail, once whoever reads it has confirmed. It is deployed before whatever has an
 * alarm, and known by its name.
 */
export function operationsTopic(scope: Construct): void {
  const { account, partition, region } = Stack.of(scope)
  const address = new CfnParameter(scope, 'OperationsMail', {
    description: 'Address of those who operate the system, which alarms are mailed to; empty for none',
    allowedPattern: '^([^@\\s]+@[^@\\s]+)?$',
    maxLength: 320,
    default: '',
  }).valueAsString
  const isGiven = new CfnCondition(scope, 'HasOperationsMail', {
    expression: Fn.conditionNot(Fn.conditionEquals(address, '')),
  })
  const topic = new Topic(scope, 'Operations', { topicName: OPERATIONS_TOPIC, displayName: 'Tenantry alarms' })
  // CloudWatch alone may publish, for alarms of this account.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
      },
    }),
  )
  const mail = new CfnSubscription(scope, 'OperationsMails', {
    topicArn: topic.topicArn,
    protocol: 'email',
    endpoint: address,
  })
  mail.cfnOptions.condition = isGiven
  const console = new CfnParameter(scope, 'ConsoleUrl', {
    description: 'Where the operator console is, for links in mails of alarms; a slash alone before it is deployed',
    allowedPattern: '^(https?://[^\\s/]+)?/$',
    maxLength: 255,
    default: NO_CONSOLE_URL,
  }).valueAsString
  new StringParameter(scope, 'PublishedConsoleUrl', {
    parameterName: BASE_PARAMETERS.consoleUrl,
    stringValue: console,
  })
}
