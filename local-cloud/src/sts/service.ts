import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { IamDirectory } from '../iam/service.ts'
import { assumeRole } from './operations/assume-role.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'

/** STS: temporary credentials of roles. */
export function stsService({ context, directory }: { context: CloudContext; directory: IamDirectory }) {
  return {
    name: 'sts',
    resourceTypes: [],
    api: {
      name: 'sts',
      protocol: 'query',
      xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
      version: '2011-06-15',
      operations: { AssumeRole: assumeRole({ context, directory }), GetCallerIdentity: getCallerIdentity() },
    },
  } satisfies CloudService
}
