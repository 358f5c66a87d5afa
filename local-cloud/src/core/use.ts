/**
 * What the account was used for, counted where it happens, by API key, by the caller's tags and keys and by invocation. It is for whoever checks what an application
 * counts of itself: no API of the account shows it. Times are milliseconds since the epoch.
 */
export type Use =
  | {
      type: 'request'
      /** When it began. */
      at: number
      requestId: string
      method: string
      /** As the API declares it; null where none matched. */
      route: string | null
      status: number
      /** Of the key that the request used, or that its authorizer named. */
      apiKeyId: string | null
      authorizerRequestId: string | null
      functionRequestId: string | null
      /** Whether AWS bills it: what a limit or a missing key turns away is free. */
      isBilled: boolean
      /** Of the trace that it is in. */
      traceHeader: string
      /** Of its line in the access log, as CloudWatch Logs counts them. */
      logBytes: number
    }
  | {
      type: 'invocation-start'
      at: number
      functionName: string
      functionRequestId: string
      /** Of which it is known in the calls that it makes. */
      traceHeader: string
      /** Those that it was given; an invocation for anything else has none. */
      messageIds: string[]
      /** Trace headers of the messages, where they have one. */
      links: string[]
      memoryMb: number
      isArm: boolean
      /** What it was given, as JSON. */
      payload: string
    }
  | {
      type: 'invocation-end'
      at: number
      functionRequestId: string
      billedMs: number
      /** What it answered, as JSON; null where it failed. */
      answer: string | null
      /** Of the lines that were logged meanwhile, those of Lambda itself too. */
      logBytes: number
    }
  | {
      type: 'units'
      at: number
      /** Of the caller's session. */
      tags: Record<string, string>
      traceHeader: string | null
      /** Partition keys that it names. */
      keys: string[]
      read: number
      write: number
      /** Whether they are of a write whose condition did not hold: it is billed, and no answer tells of it. */
      isRefused: boolean
    }
  | {
      type: 'trace'
      /** When the first segment of it was recorded. */
      at: number
      root: string
    }

/** Told of each use when it happened. */
export type OnUse = (use: Use) => void
