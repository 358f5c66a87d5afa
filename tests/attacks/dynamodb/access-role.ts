import type { Target } from './target.ts'

const ENTITIES = ['app-plane-ProductsTable', 'app-plane-OrdersTable']
const MEMBERSHIPS = 'app-plane-MembershipsTable'
/** What is written beside an entity, and never read by a tenant. */
const OUTBOX = 'app-plane-Outbox'

/** Whether the tenant access role's own policy allows an action on a tenant's own keys. */
export function accessRoleMay({ name }: Target, action: string, index?: string): boolean {
  if (name.includes(OUTBOX)) return ['PutItem', 'DeleteItem'].includes(action) && index === undefined
  if (name.includes(MEMBERSHIPS)) return index === undefined
  return ENTITIES.some((table) => name.includes(table))
}

/** Whether the fulfilment access role's own policy does. */
export const fulfilmentRoleMay = ({ name }: Target, action: string, index?: string): boolean =>
  name.includes('app-plane-OrdersTable') && ['GetItem', 'UpdateItem'].includes(action) && index === undefined

/** Whether the outbox access role's own policy does. */
export const outboxRoleMay = ({ name }: Target, action: string, index?: string): boolean =>
  [OUTBOX, MEMBERSHIPS].some((table) => name.includes(table)) &&
  ['DeleteItem', 'UpdateItem'].includes(action) &&
  index === undefined
