import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway'
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** Takes URLs by an API, fetches their titles from a queue, and keeps them in a table. */
class PageTitles extends Stack {
  constructor(scope: Construct) {
    super(scope, 'PageTitles')
    const titles = new Table(this, 'Titles', {
      partitionKey: { name: 'url', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const failed = new Queue(this, 'Failed', { retentionPeriod: Duration.days(14), enforceSSL: true })
    const urls = new Queue(this, 'Urls', {
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
      enforceSSL: true,
    })

    // Whoever cares for it hears of URLs that could not be fetched.
    const alarms = new Topic(this, 'Alarms', { enforceSSL: true })
    alarms.addSubscription(new EmailSubscription('titles@example.com'))
    alarms.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'))
    failed
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' })
      .createAlarm(this, 'FailedAlarm', {
        alarmDescription: 'URLs whose titles could not be fetched wait in the dead-letter queue',
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(alarms))

    const fetchTitles = this.function('FetchTitles', 'functions/fetch-titles.ts', { TABLE: titles.tableName })
    fetchTitles.addEventSource(new SqsEventSource(urls, { batchSize: 5, reportBatchItemFailures: true }))
    titles.grantWriteData(fetchTitles)

    const pages = this.function('Pages', 'functions/pages.ts', { TABLE: titles.tableName, QUEUE_URL: urls.queueUrl })
    urls.grantSendMessages(pages)
    titles.grantReadData(pages)

    const api = new RestApi(this, 'Api', { cloudWatchRole: false })
    const resource = api.root.addResource('pages')
    resource.addMethod('POST', new LambdaIntegration(pages))
    resource.addMethod('GET', new LambdaIntegration(pages))
    new CfnOutput(this, 'FailedUrls', { value: failed.queueUrl })
  }

  /** Bundled as the CDK does it by default: the SDK is left out, for the runtime brings it. */
  private function(id: string, entry: string, environment: Record<string, string>): NodejsFunction {
    return new NodejsFunction(this, id, {
      entry: new URL(entry, import.meta.url).pathname,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(10),
      environment,
      logGroup: new LogGroup(this, `${id}Logs`, {
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    })
  }
}

new PageTitles(new App())
