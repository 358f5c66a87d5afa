import { ERROR_STATUS, type ErrorCode } from '@tenantry/contracts/error-codes.ts'

/** The APIs' codes, and the two ways in which no answer of theirs arrives. */
export type ProblemCode = ErrorCode | 'OFFLINE' | 'UNREADABLE'

/** What went wrong with a call. Branch on `code`, never on the message. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ProblemCode
  /** For whoever looks into it; null when no answer came. */
  readonly requestId: string | null
  /** Path of the member that was wrong, for example `lines.0.quantity`. */
  readonly field: string | undefined
  /** How long to wait before another try; null when waiting is not the remedy. */
  readonly waitSeconds: number | null

  constructor(
    code: ProblemCode,
    message: string,
    {
      requestId = null,
      field,
      waitSeconds = null,
    }: { requestId?: string | null; field?: string; waitSeconds?: number | null },
  ) {
    super(message)
    this.code = code
    this.requestId = requestId
    this.field = field
    this.waitSeconds = waitSeconds
  }
}

/** The problem that an answer other than a good one tells. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  if (!isErrorBody(body)) {
    return new ApiProblem('UNREADABLE', `The service answered ${response.status} and did not say why.`, {
      requestId: response.headers.get('x-amzn-requestid'),
    })
  }
  const wait = Number(response.headers.get('retry-after'))
  return new ApiProblem(body.code, body.message, {
    requestId: body.requestId,
    ...(body.field !== undefined && { field: body.field }),
    waitSeconds: Number.isFinite(wait) && wait > 0 ? wait : null,
  })
}

function isErrorBody(body: unknown): body is { code: ErrorCode; message: string; requestId: string; field?: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    Object.hasOwn(ERROR_STATUS, body.code) &&
    'message' in body
  )
}
