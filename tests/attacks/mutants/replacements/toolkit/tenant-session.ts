import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import { tenantSessions } from '@tenantry/toolkit/tenant-session.ts'

export const withoutSessionPolicy: typeof tenantSessions = (sts, options) =>
  tenantSessions(
    {
      send({ input: { Policy: _, ...input } }: AssumeRoleCommand) {
        return sts.send(new AssumeRoleCommand(input))
      },
    } as STSClient,
    options,
  )
