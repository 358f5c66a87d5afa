import type { CloudContext } from '../core/cloud-context.ts'
import type { Service } from '../core/service.ts'
import type { IamDirectory } from '../iam/service.ts'
import { assumeRole } from './operations/assume-role.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'

/** STS: temporary credentials of roles. */
export function stsService({ context, directory }: { context: CloudContext; directory: IamDirectory }): {
  service: Service
} {
  return {
    service: {
      name: 'sts',
      protocol: 'query',
      xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
      version: '2011-06-15',
      operations: { AssumeRole: assumeRole({ context, directory }), GetCallerIdentity: getCallerIdentity() },
    },
  }
}
