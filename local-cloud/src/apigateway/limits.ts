// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
export const MAX_BODY_BYTES = 10_485_760
/** Request line and header values together. */
export const MAX_HEADER_BYTES = 10_240
export const INTEGRATION_TIMEOUT_MS = { min: 50, max: 29_000 }
/** What an authorizer returns, as JSON text. */
export const MAX_AUTHORIZER_RESULT_BYTES = 8 * 1024
export const AUTHORIZER_TTL_SECONDS = { default: 300, max: 3600 }
export const MAX_RESOURCES_PER_API = 300
export const MAX_STAGES_PER_API = 10
export const MAX_AUTHORIZERS_PER_API = 10

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
export const MAX_REST_APIS = { REGIONAL: 600, EDGE: 120 }
/** Regional and edge-optimized. */
export const MAX_DOMAIN_NAMES = 120
export const MAX_API_KEYS = 10_000
export const MAX_USAGE_PLANS = 300
export const MAX_PLANS_PER_KEY = 10
export const API_KEY_VALUE_LENGTH = { min: 20, max: 128 }
/** Of all requests to all stages; stands in too where a throttle gives only one of rate and burst. */
export const ACCOUNT_THROTTLE = { rateLimit: 10_000, burstLimit: 5_000 }

/** Of the control plane. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#api-gateway-control-service-limits-table */
export const CONTROL_PLANE_RATES = {
  all: { rateLimit: 10, burstLimit: 40 },
  CreateApiKey: { rateLimit: 5, burstLimit: 5 },
  CreateDomainName: { rateLimit: 1 / 30, burstLimit: 1 },
  CreateDeployment: { rateLimit: 1 / 5, burstLimit: 1 },
  CreateResource: { rateLimit: 5, burstLimit: 5 },
  CreateRestApi: { rateLimit: 1 / 3, burstLimit: 1 },
  DeleteApiKey: { rateLimit: 5, burstLimit: 5 },
  DeleteDomainName: { rateLimit: 1 / 30, burstLimit: 1 },
  DeleteResource: { rateLimit: 5, burstLimit: 5 },
  DeleteRestApi: { rateLimit: 1 / 30, burstLimit: 1 },
  UpdateAccount: { rateLimit: 1 / 20, burstLimit: 1 },
  UpdateUsagePlan: { rateLimit: 1 / 20, burstLimit: 1 },
} as const

/** Items of a page of the control plane. */
export const PAGE = { default: 25, max: 500 }
