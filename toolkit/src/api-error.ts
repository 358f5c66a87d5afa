import { ERROR_STATUS, type ErrorCode } from '@tenantry/contracts/error-codes.ts'

export interface ApiErrorOptions {
  /** Dotted path of the member that was wrong, for example `lines.0.quantity`. */
  field?: string
  headers?: Record<string, string>
}

/** The one error that a caller sees as it is; every other error is a bug and answers 500. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.field = options.field
    this.headers = options.headers ?? {}
  }

  get status(): number {
    return ERROR_STATUS[this.code]
  }
}
