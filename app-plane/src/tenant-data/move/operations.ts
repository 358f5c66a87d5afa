import { MOVE_DATA } from '@tenantry/contracts/move-data.ts'
import * as z from 'zod/mini'
import { digestItems } from './digest.ts'
import { beginWork } from './epoch.ts'
import { endJournal, setFence } from './fence.ts'
import { readItems, removeItems, writeItems } from './items.ts'
import { forgetEntries, readJournal } from './journal.ts'
import { look } from './look.ts'
import type { MoveDataServices } from './move-data-services.ts'

type Operation = (services: MoveDataServices, event: unknown) => Promise<unknown>

/** What a move asks for. */
export const MOVE_OPERATIONS: Record<keyof typeof MOVE_DATA, Operation> = {
  look: (services, event) => look(services, z.parse(MOVE_DATA.look.request, event)),
  'begin-work': (services, event) => beginWork(services, z.parse(MOVE_DATA['begin-work'].request, event)),
  'set-fence': (services, event) => setFence(services, z.parse(MOVE_DATA['set-fence'].request, event)),
  'end-journal': (services, event) => endJournal(services, z.parse(MOVE_DATA['end-journal'].request, event)),
  'read-journal': (services, event) => readJournal(services, z.parse(MOVE_DATA['read-journal'].request, event)),
  'forget-entries': (services, event) => forgetEntries(services, z.parse(MOVE_DATA['forget-entries'].request, event)),
  'read-items': (services, event) => readItems(services, z.parse(MOVE_DATA['read-items'].request, event)),
  'write-items': (services, event) => writeItems(services, z.parse(MOVE_DATA['write-items'].request, event)),
  digest: (services, event) => digestItems(services, z.parse(MOVE_DATA.digest.request, event)),
  'remove-items': (services, event) => removeItems(services, z.parse(MOVE_DATA['remove-items'].request, event)),
}
