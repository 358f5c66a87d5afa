import type { nameKey } from '@tenantry/control-plane/tenants/tenant-name.ts'

export const namesAsWritten: typeof nameKey = (name) => name
