import type { handler } from '@tenantry/control-plane/operator-token-trigger/handler.ts'

export const selfServiceKept: typeof handler = async (event) => event
