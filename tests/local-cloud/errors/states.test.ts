import * as sdk from '@aws-sdk/client-sfn'
import { beforeAll } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'
import { testErrors } from './error-table.ts'

const cloud = useCloud()
const client = () => new sdk.SFNClient(cloud.options())
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine'
const EXECUTION = MACHINE.replace(':stateMachine:', ':execution:')

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('states.amazonaws.com'),
      FunctionRole: role('lambda.amazonaws.com'),
      Function: lambdaFunction('f', 'exports.handler = async () => 1', {
        Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
      }),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          DefinitionString: JSON.stringify({
            StartAt: 'Wait',
            States: { Wait: { Type: 'Wait', Seconds: 600, End: true } },
          }),
        },
      },
    },
  }),
)

const badArn = { stateMachineArn: 'machine' }
const badExecution = { executionArn: 'machine:one' }
const noMachine = { stateMachineArn: `${MACHINE}-gone` }
const noExecution = { executionArn: `${EXECUTION}:gone` }
const machine = { stateMachineArn: MACHINE }
const unknownToken = { taskToken: `AQC${'A'.repeat(128)}` }
const badToken = { taskToken: 'token' }

testErrors({
  cloud,
  service: 'states',
  sdkPackage: '@aws-sdk/client-sfn',
  sdk,
  client,
  cases: [
    ['DescribeExecution', 'InvalidArn', badExecution, "Invalid Arn: 'Invalid ARN: machine:one'"],
    ['GetExecutionHistory', 'InvalidArn', badExecution],
    ['StopExecution', 'InvalidArn', badExecution],
    ['DescribeStateMachine', 'InvalidArn', badArn],
    ['ListExecutions', 'InvalidArn', badArn],
    ['StartExecution', 'InvalidArn', badArn],
    ['DescribeExecution', 'ExecutionDoesNotExist', noExecution, `Execution Does Not Exist: '${EXECUTION}:gone'`],
    ['GetExecutionHistory', 'ExecutionDoesNotExist', noExecution],
    ['StopExecution', 'ExecutionDoesNotExist', noExecution],
    ['DescribeStateMachine', 'StateMachineDoesNotExist', noMachine, `State Machine Does Not Exist: '${MACHINE}-gone'`],
    ['ListExecutions', 'StateMachineDoesNotExist', noMachine],
    ['StartExecution', 'StateMachineDoesNotExist', noMachine],
    ['ListExecutions', 'InvalidToken', { ...machine, nextToken: 'x' }],
    ['ListStateMachines', 'InvalidToken', { nextToken: 'x' }],
    [
      'GetExecutionHistory',
      'InvalidToken',
      async () => {
        const { executionArn } = await client().send(new sdk.StartExecutionCommand({ ...machine, name: 'history' }))
        return { executionArn, nextToken: 'x' }
      },
    ],
    ['ListExecutions', 'ValidationException', { ...machine, maxResults: 1001 }],
    ['StartExecution', 'InvalidName', { ...machine, name: 'a b' }, "Invalid Name: 'a b'"],
    ['StartExecution', 'InvalidExecutionInput', { ...machine, input: '{' }],
    ['StartExecution', 'ValidationException', { ...machine, traceHeader: 'x'.repeat(257) }, /'traceHeader' failed/],
    ['StartExecution', 'ValidationException', { ...machine, input: JSON.stringify('x'.repeat(262_144)) }],
    [
      'StartExecution',
      'ExecutionAlreadyExists',
      async () => {
        await client().send(new sdk.StartExecutionCommand({ ...machine, name: 'twice' }))
        return { ...machine, name: 'twice', input: '{"other":1}' }
      },
      `Execution Already Exists: '${EXECUTION}:twice'`,
    ],
    ['StopExecution', 'ValidationException', { executionArn: `${EXECUTION}:gone`, error: 'e'.repeat(257) }],
    ['SendTaskSuccess', 'InvalidToken', { ...badToken, output: '{}' }, "Invalid Token: 'Invalid token'"],
    ['SendTaskFailure', 'InvalidToken', badToken],
    ['SendTaskHeartbeat', 'InvalidToken', badToken],
    ['SendTaskSuccess', 'TaskDoesNotExist', { ...unknownToken, output: '{}' }],
    ['SendTaskFailure', 'TaskDoesNotExist', unknownToken],
    ['SendTaskHeartbeat', 'TaskDoesNotExist', unknownToken],
    ['SendTaskSuccess', 'InvalidOutput', async () => ({ taskToken: await pendingToken('output'), output: '{' })],
    ['SendTaskSuccess', 'TaskTimedOut', async () => ({ taskToken: await settledToken('success'), output: '{}' })],
    ['SendTaskFailure', 'TaskTimedOut', async () => ({ taskToken: await settledToken('failure') })],
    ['SendTaskHeartbeat', 'TaskTimedOut', async () => ({ taskToken: await settledToken('heartbeat') })],
  ],
  never: [
    ['KmsAccessDeniedException', 'all', 'keys of the customer do not exist here'],
    ['KmsInvalidStateException', 'all', 'keys of the customer do not exist here'],
    ['KmsThrottlingException', 'all', 'keys of the customer do not exist here'],
    ['ResourceNotFound', ['ListExecutions'], 'it is about map runs, which are refused by name'],
    ['StateMachineTypeNotSupported', ['ListExecutions'], 'every machine is STANDARD'],
    ['ExecutionLimitExceeded', ['StartExecution'], 'a million open executions are beyond a laptop'],
    ['StateMachineDeleting', ['StartExecution'], 'a machine is deleted at once'],
  ],
})

/** The token of a task that waits: the history shows what its function was sent. */
async function pendingToken(name: string): Promise<string> {
  const Wait = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } },
    End: true,
  }
  await cloud.deploy(
    {
      Resources: {
        Role: role('states.amazonaws.com'),
        Waiting: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: `waiting-${name}`,
            RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
            DefinitionString: JSON.stringify({ StartAt: 'Wait', States: { Wait } }),
          },
        },
      },
    },
    `waiting-${name}`,
  )
  const stateMachineArn = `${MACHINE.replace(/machine$/, '')}waiting-${name}`
  const { executionArn } = await client().send(new sdk.StartExecutionCommand({ stateMachineArn }))
  for (;;) {
    const { events = [] } = await client().send(new sdk.GetExecutionHistoryCommand({ executionArn }))
    const parameters = events.find(({ type }) => type === 'TaskScheduled')?.taskScheduledEventDetails?.parameters
    const token = /AQC[A-Za-z0-9+/]{128}/.exec(parameters ?? '')?.[0]
    if (token) return token
  }
}

async function settledToken(name: string): Promise<string> {
  const taskToken = await pendingToken(name)
  await client().send(new sdk.SendTaskSuccessCommand({ taskToken, output: '{}' }))
  return taskToken
}
