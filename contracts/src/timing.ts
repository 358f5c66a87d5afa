/** Seconds that API Gateway keeps an authorizer's answer for a token. */
export const AUTHORIZER_TTL_SECONDS = 20
/** Seconds that the authorizer keeps a tenant's directory entry and a membership. */
export const DIRECTORY_CACHE_SECONDS = 20
/** Seconds after which a directory projection that lags is alarmed. */
export const PROJECTION_LAG_SECONDS = 10
/** The longest request: no function of the API runs longer. */
export const LONGEST_REQUEST_SECONDS = 10

/** S: after so many seconds every caller has seen a change of tenant, tier, role or membership. The one place where it is computed. */
export const PROPAGATION_SECONDS =
  AUTHORIZER_TTL_SECONDS + DIRECTORY_CACHE_SECONDS + PROJECTION_LAG_SECONDS + LONGEST_REQUEST_SECONDS

/** Days that a refresh token is valid, so that a person stays signed in: no session outlives it. */
export const SIGNED_IN_DAYS = 30

/** Days after which a tenant is deleted that nobody has signed in to since its admin was invited. A temporary password is valid for seven; operators send another. */
export const UNUSED_TENANT_DAYS = 30

/** Seconds that a vended tenant session is valid; STS's shortest is 900. */
export const TENANT_SESSION_SECONDS = 3600
/** A vended session is replaced when fewer seconds are left: longer than the authorizer TTL plus the longest request. */
export const TENANT_SESSION_REFRESH_SECONDS = 300
