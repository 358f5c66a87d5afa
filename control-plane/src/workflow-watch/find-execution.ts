import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn'
import { hasMachine, type Machines } from '../workflows/machines.ts'
import { executionName, type Workflow } from '../workflows/workflow.ts'

/** How the execution of a workflow's run stands; `null` when it was never started. */
export type FindExecution = (
  workflow: Pick<Workflow, 'kind' | 'workflowId' | 'attempt'>,
) => Promise<{ isRunning: boolean; status: string } | null>

export const findExecution =
  (client: SFNClient, machines: Machines): FindExecution =>
  async (workflow) => {
    if (!hasMachine(workflow)) return null
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html#awsstepfunctions-resources-for-iam-policies
    const executions = machines[workflow.kind].replace(':stateMachine:', ':execution:')
    try {
      const { status = '' } = await client.send(
        new DescribeExecutionCommand({ executionArn: `${executions}:${executionName(workflow)}` }),
      )
      return { isRunning: status === 'RUNNING', status }
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return null
      throw error
    }
  }
