/** An error as AWS clients parse it: a code, a message and an HTTP status. Everything else that is thrown is a bug and answers 500. */
export class AwsError extends Error {
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** Members of the error shape besides the message, for example `CancellationReasons` or `Item`. */
  readonly members: Record<string, unknown>
  /** The code in the query protocol, which a service that moved from it to JSON still sends (`x-amzn-query-error`). */
  readonly queryCode: string | undefined

  constructor(code: string, message: string, status = 400, members: Record<string, unknown> = {}, queryCode?: string) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.members = members
    this.queryCode = queryCode
  }
}

/** What the local cloud does not implement says so by name, and never pretends. */
export class Unsupported extends AwsError {
  constructor(what: string) {
    super('UnsupportedByLocalCloud', `The local cloud does not support ${what}.`, 501)
  }
}
