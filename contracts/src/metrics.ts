/** The namespace of every metric of ours in CloudWatch; each has the service that emits it as its dimension, and the tier where it works for a tenant. */
export const METRICS_NAMESPACE = 'Tenantry'

/** Of each piece of work: that it was done, that it failed (5xx), that it was refused for its rate (429), and its milliseconds. */
export const REQUESTS = 'Requests'
export const ERRORS = 'Errors'
export const THROTTLES = 'Throttles'
export const LATENCY = 'Latency'

/** Workflows that make no progress, or failed with something left over: each minute the number of them, from `workflow-watch`. */
export const WORKFLOWS_STANDING_STILL = 'WorkflowsStandingStill'

/** Sessions of tenants that STS did not give. */
export const SESSION_FAILURES = 'SessionFailures'
/** Calls that an authorizer could not decide about. */
export const AUTHORIZER_FAILURES = 'AuthorizerFailures'
/** How many seconds the entry has waited that a sweeper found to wait longest; 0 where none was left. */
export const OUTBOX_OLDEST = 'OutboxOldest'
/** Files of usage that ended in the middle of a line, or of their compression. */
export const TRUNCATED_USAGE_FILES = 'TruncatedUsageFiles'
/** Seconds from a change of a tenant to the moment when the directory of the app plane followed it. */
export const PROJECTION_LAG = 'ProjectionLag'

/**
 * Invocations that ended well and were billed, as an hour of usage has them whenever it is computed, and those of them of which no usage line is there: each has
 * written one.
 */
export const METERED_INVOCATIONS = 'MeteredInvocations'
export const UNEXPLAINED_INVOCATIONS = 'UnexplainedInvocations'

/** Units of costs that a run could not attribute. */
export const COST_RUN_FAILURES = 'CostRunFailures'
/** Drivers of a day of which more was metered than AWS has billed. */
export const METERED_ABOVE_BILLED = 'MeteredAboveBilled'

/** Dollars of a service of AWS as a run has attributed them, all of them and those that nobody bears, by the dimension `billedService`. */
export const COST_BILLED = 'CostBilled'
export const COST_UNALLOCATED = 'CostUnallocated'
/** Services of AWS whose lines usage is metered for, as bills name them. */
export const SHARED_SERVICES = ['AmazonDynamoDB', 'AWSLambda', 'AmazonApiGateway', 'AmazonCloudWatch'] as const

/** What a work counts besides itself, and in which unit. */
export const COUNTED_UNITS = {
  [WORKFLOWS_STANDING_STILL]: 'Count',
  [SESSION_FAILURES]: 'Count',
  [AUTHORIZER_FAILURES]: 'Count',
  [TRUNCATED_USAGE_FILES]: 'Count',
  [OUTBOX_OLDEST]: 'Seconds',
  [PROJECTION_LAG]: 'Seconds',
  [METERED_INVOCATIONS]: 'Count',
  [UNEXPLAINED_INVOCATIONS]: 'Count',
  [COST_RUN_FAILURES]: 'Count',
  [METERED_ABOVE_BILLED]: 'Count',
} as const
export type MetricName = keyof typeof COUNTED_UNITS
