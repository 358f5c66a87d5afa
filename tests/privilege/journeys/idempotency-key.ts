import { randomUUID } from 'node:crypto'

/** The header that makes a POST safe to repeat. */
export const idempotencyKey = () => ({ 'idempotency-key': randomUUID() })
