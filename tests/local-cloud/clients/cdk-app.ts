import { App, CfnOutput, CliCredentialsStackSynthesizer, Duration, Stack } from 'aws-cdk-lib'
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway'
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Code, Function as LambdaFunction, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda'
import { Queue } from 'aws-cdk-lib/aws-sqs'

// An app as the CDK's CLI runs it, with a function whose code is an asset. What cdk bootstrap makes is not needed: the caller's own
// credentials deploy.

const [code = '', visibility = '40'] = process.argv.slice(2)
const app = new App()
const stack = new Stack(app, 'Shop', {
  synthesizer: new CliCredentialsStackSynthesizer({ fileAssetsBucketName: 'assets', bucketPrefix: '' }),
  env: { account: '000000000000', region: 'us-east-1' },
})
const queue = new Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(Number(visibility)) })
const hello = new LambdaFunction(stack, 'Hello', {
  functionName: 'hello',
  runtime: new Runtime('nodejs24.x', RuntimeFamily.NODEJS),
  handler: 'index.handler',
  code: Code.fromAsset(code),
  retryAttempts: 1,
})
new ManagedPolicy(stack, 'Sending', {
  statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] })],
  roles: hello.role ? [hello.role] : [],
})
const api = new RestApi(stack, 'Api')
api.root.addMethod('GET', new LambdaIntegration(hello), { apiKeyRequired: true })
const plan = api.addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] })
plan.addApiKey(api.addApiKey('Key', { value: 'a-key-of-twenty-characters' }))
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl })
new CfnOutput(stack, 'Url', { value: api.url })
app.synth()
