/** Every error code of the platform, and its HTTP status. Services declare further ones in their descriptors. Clients branch on the code, never on the message. */
export const ERROR_STATUS = {
  INVALID_REQUEST: 400,
  INVALID_CURSOR: 400,
  CODE_WRONG: 400,
  CODE_SPENT: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  TENANT_SUSPENDED: 403,
  /** The tenant is served at another address, which its configuration names. */
  TENANT_MOVED: 403,
  MEMBERSHIP_REVOKED: 403,
  /** The tenant's plan does not have what the route needs; `entitlement` names it. */
  NOT_ENTITLED: 403,
  /** The tenant has used up what its plan has at most; `entitlement` names the allowance. */
  ALLOWANCE_SPENT: 403,
  NOT_FOUND: 404,
  TENANT_MISMATCH: 409,
  /** The tenant's data is being moved: nothing was written, and the request may be repeated after `Retry-After` seconds. */
  TENANT_MOVING: 409,
  NAME_TAKEN: 409,
  IDEMPOTENCY_CONFLICT: 409,
  CONFLICT: 409,
  TIER_TOO_SMALL: 409,
  NO_PLAN_LEFT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TIER_UNAVAILABLE: 422,
  MAIL_REJECTED: 422,
  THROTTLED: 429,
  QUOTA_EXCEEDED: 429,
  TOO_MANY_INVITATIONS: 429,
  TOO_MANY_CODES: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** The body of every error answer, those of the gateway included. */
export interface ErrorBody {
  code: string
  message: string
  requestId: string
  /** Path of the member that was wrong, for example `lines.0.quantity`. */
  field?: string
  /** The key of the entitlement or allowance that the tenant's plan lacks. */
  entitlement?: string
}
