import { CfnCondition, CfnParameter, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { type CfnRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { apiDomain } from './api-domain.ts'
import { operationsTopic } from './operations-topic.ts'

/** What both planes stand on: the bus where they meet, the host of tenants' APIs, the topic of alarms, and the account's one logging role for API Gateway. */
export class BaseStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)

    new EventBus(this, 'Bus', { eventBusName: EVENT_BUS_NAME })
    apiDomain(this)
    operationsTopic(this)

    const logging = new Role(this, 'ApiGatewayLogging', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
    })
    mayGoUnused(
      { role: logging },
      {
        action: 'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
        reason: "AWS's own policy for API Gateway, which writes access logs as the account's one role.",
      },
    )
    const exists = new CfnParameter(this, 'LoggingRoleExists', {
      description: 'Whether the account has a role by which API Gateway writes logs, which is to stay',
      allowedValues: ['true', 'false'],
      default: 'false',
    })
    const makes = new CfnCondition(this, 'MakesLoggingRole', {
      expression: Fn.conditionEquals(exists.valueAsString, 'false'),
    })
    // The setting belongs to the account, not to a stack: it stays when this stack goes, or every other API would lose its logs.
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: logging.roleArn })
    for (const resource of [account, logging.node.defaultChild as CfnRole]) {
      resource.cfnOptions.condition = makes
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN)
    }
  }
}
