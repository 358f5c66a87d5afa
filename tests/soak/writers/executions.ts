import { type ExecutionListItem, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import { createStack } from '../stack.ts'
import { noted, type Writer } from '../writer.ts'

const DEFINITION = {
  StartAt: 'Before',
  States: {
    Before: { Type: 'Pass', Next: 'Pause' },
    Pause: { Type: 'Wait', Seconds: 1, Next: 'After' },
    After: { Type: 'Succeed' },
  },
}
const STACK = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, DefinitionString: JSON.stringify(DEFINITION) },
    },
  },
  Outputs: { Machine: { Value: { Ref: 'Machine' } } },
}

/** Executions of Step Functions: each that was started goes on after a kill, and ends well. */
export function executions(endpoints: Endpoints): Writer {
  const states = new SFNClient({ ...account(endpoints), disableHostPrefix: true })
  const stored = ledger<string>('execution')
  let stateMachineArn = ''
  let execution = 0

  async function every(): Promise<ExecutionListItem[]> {
    const found: ExecutionListItem[] = []
    for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
      const page = await states.send(new ListExecutionsCommand({ stateMachineArn, nextToken }))
      found.push(...(page.executions ?? []))
      nextToken = page.nextToken
    }
    return found
  }

  return {
    name: 'executions',
    count: stored.count,
    async prepare() {
      stateMachineArn = (await createStack(endpoints, 'soak-executions', STACK)).Machine ?? ''
    },
    write() {
      execution += 1
      const name = `execution-${execution}`
      const send = () => states.send(new StartExecutionCommand({ stateMachineArn, name, input: '{}' }))
      return noted(stored, { key: name, value: 'SUCCEEDED', send })
    },
    async check() {
      const ended = async () => (await every()).every(({ status }) => status !== 'RUNNING')
      await eventually('every execution to end', ended).catch(() => {})
      return stored.compare(new Map((await every()).map(({ name = '', status = '' }) => [name, status])))
    },
  }
}
