import { ERROR_STATUS, type ErrorCode } from '@tenantry/contracts/error-codes.ts'
import type { ErrorOf } from '@tenantry/contracts/service/service.ts'
import type { SERVICES } from '@tenantry/services/services.ts'

/** What an API answers: the platform's codes, and those that services declare. */
type AnsweredCode = ErrorCode | ErrorOf<typeof SERVICES>

/** The codes that APIs answer, and one for each of the two ways in which no usable answer arrives. */
export type ProblemCode = AnsweredCode | 'OFFLINE' | 'UNREADABLE'

/** What went wrong with a call. Branch on `code`, never on the message. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ProblemCode
  /** Support asks for it; null when no answer arrived. */
  readonly requestId: string | null
  /** Path of the member that was wrong, for example `lines.0.quantity`. */
  readonly field: string | undefined
  /** How long to wait before trying again; null when waiting does not help. */
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

/** The problem that an error response reports. `errors` are the codes that the API has beyond the platform's. */
export async function problemOf(response: Response, errors: Record<string, number>): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  if (!isErrorBody(body, { ...ERROR_STATUS, ...errors })) {
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

function isErrorBody(
  body: unknown,
  known: Record<string, number>,
): body is { code: AnsweredCode; message: string; requestId: string; field?: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    Object.hasOwn(known, body.code) &&
    'message' in body
  )
}
