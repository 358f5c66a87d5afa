import type { Ledger } from './ledger.ts'

/** Writes to one service, and knows what it was told. */
export interface Writer {
  name: string
  /** Makes, once, what it writes to. */
  prepare(): Promise<void>
  /** One write; throws Cut when no answer came. */
  write(): Promise<void>
  /** Reads all that is stored, and names what differs from what was acknowledged. */
  check(): Promise<string[]>
  /** Writes that were acknowledged so far. */
  count(): number
}

/** The connection ended before an answer came: what the kill of the system does to a write. */
export class Cut extends Error {}

/** An answer with another status than a success. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Sends a write and notes what became of it; a refusal is thrown as Refused, no answer as Cut. */
export async function noted<Value>(
  ledger: Ledger<Value>,
  { key, value, send }: { key: string; value: Value | undefined; send(): Promise<unknown> },
): Promise<void> {
  ledger.sent(key, value)
  try {
    await send()
    ledger.acknowledged(key, value)
  } catch (error) {
    const status = statusOf(error)
    if (status === undefined) throw new Cut(String(error))
    // A server's error leaves open whether it wrote; any other says that it did not.
    if (status < 500) ledger.refused(key, value)
    throw error
  }
}

/** Of an HTTP answer or an SDK's exception; undefined when there was none. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof Refused) return error.status
  const { $metadata, $response } = error as { $metadata?: { httpStatusCode?: number }; $response?: unknown }
  return $response === undefined ? undefined : $metadata?.httpStatusCode
}
