import { type DataOperation, TENANT_DATA } from '@tenantry/contracts/tenant-data.ts'
import * as z from 'zod/mini'
import { countItems } from './count-items.ts'
import { exportItems } from './export-items.ts'
import type { MoveDataServices } from './move/move-data-services.ts'
import { MOVE_OPERATIONS } from './move/operations.ts'
import type { DataServices } from './operation.ts'
import { purgeItems } from './purge-items.ts'
import { removePeople } from './remove-people.ts'
import { restoreItems } from './restore-items.ts'
import { restorePeople } from './restore-people.ts'
import { signedIn } from './signed-in.ts'
import { verifyExport } from './verify-export.ts'

type Services = DataServices & MoveDataServices
type Run = (services: Services, event: unknown) => Promise<unknown>

/** What each operation does with a request, whose form is checked first. */
const OPERATIONS: Record<DataOperation, Run> = {
  ...MOVE_OPERATIONS,
  count: (services, event) => countItems(services, z.parse(TENANT_DATA.count.request, event)),
  export: (services, event) => exportItems(services, z.parse(TENANT_DATA.export.request, event)),
  verify: (services, event) => verifyExport(services, z.parse(TENANT_DATA.verify.request, event)),
  restore: (services, event) => restoreItems(services, z.parse(TENANT_DATA.restore.request, event)),
  purge: (services, event) => purgeItems(services, z.parse(TENANT_DATA.purge.request, event)),
  'signed-in': (services, event) => signedIn(services, z.parse(TENANT_DATA['signed-in'].request, event)),
  'remove-people': (services, event) => removePeople(services, z.parse(TENANT_DATA['remove-people'].request, event)),
  'restore-people': (services, event) => restorePeople(services, z.parse(TENANT_DATA['restore-people'].request, event)),
}

const Named = z.object({ operation: z.enum(Object.keys(TENANT_DATA) as DataOperation[]) })

/** Carries out what a workflow asks for. A request that is none of an operation's is an error. */
export const runOperation = (services: Services, event: unknown): Promise<unknown> =>
  OPERATIONS[z.parse(Named, event).operation](services, event)
