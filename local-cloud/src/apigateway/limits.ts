// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
export const MAX_BODY_BYTES = 10_485_760
export const INTEGRATION_TIMEOUT_MS = { min: 50, max: 29_000 }
/** What an authorizer returns, as JSON text. */
export const MAX_AUTHORIZER_RESULT_BYTES = 8 * 1024
export const AUTHORIZER_TTL_SECONDS = { default: 300, max: 3600 }

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
export const MAX_API_KEYS = 10_000
export const MAX_USAGE_PLANS = 300
export const API_KEY_VALUE_LENGTH = { min: 20, max: 128 }
/** The account's own throttle; stands in where only one of rate and burst is given. */
export const ACCOUNT_THROTTLE = { rateLimit: 10_000, burstLimit: 5_000 }

/** Items of a page of the control plane. */
export const PAGE = { default: 25, max: 500 }
/** GetUsage covers at most this many days. */
export const MAX_USAGE_DAYS = 90
