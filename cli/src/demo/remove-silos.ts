import {
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateListStacks,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import type { Account } from './account.ts'
import { until } from './pace.ts'

/** Deletes the silos of tenants, with all that is in them. */
export async function removeSilos({ cloudformation }: Account, tenantIds: string[]): Promise<void> {
  const wanted = new Set(tenantIds.map(siloStackName))
  for await (const { StackSummaries = [] } of paginateListStacks({ client: cloudformation }, {})) {
    for (const { StackName = '', StackId, StackStatus } of StackSummaries) {
      if (!wanted.has(StackName) || StackStatus === 'DELETE_COMPLETE') continue
      // It is protected against everybody but the control plane.
      const unprotected = { StackName, EnableTerminationProtection: false }
      await cloudformation.send(new UpdateTerminationProtectionCommand(unprotected))
      await cloudformation.send(new DeleteStackCommand({ StackName }))
      await until(`${StackName} to be deleted`, async () => {
        const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: StackId }))
        return Stacks[0]?.StackStatus === 'DELETE_COMPLETE' ? true : undefined
      })
    }
  }
}
