import { ERROR_STATUS, type ErrorCode } from '@tenantry/contracts/error-codes.ts'

export interface ApiErrorOptions {
  /** Dotted path of the member that was wrong, for example `lines.0.quantity`. */
  field?: string
  /** The key of what the tenant's plan lacks. */
  entitlement?: string
  headers?: Record<string, string>
  /** What the caller does not see. */
  cause?: unknown
}

/** The one error that a caller sees as it is; every other error is a bug and answers 500. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly field: string | undefined
  readonly entitlement: string | undefined
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, message: string, options?: ApiErrorOptions)
  constructor(code: string, message: string, options: ApiErrorOptions, status: number)
  constructor(code: string, message: string, options: ApiErrorOptions = {}, status?: number) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status ?? ERROR_STATUS[code as ErrorCode]
    this.field = options.field
    this.entitlement = options.entitlement
    this.headers = options.headers ?? {}
  }

  /** An error that the service's descriptor declares. */
  static ofService<Errors extends Record<string, number>>(
    { errors }: { errors: Errors },
    code: keyof Errors & string,
    message: string,
    options: ApiErrorOptions = {},
  ): ApiError {
    return new ApiError(code, message, options, errors[code] ?? 500)
  }
}
