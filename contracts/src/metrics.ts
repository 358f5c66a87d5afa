/** The namespace of every metric of ours in CloudWatch; each has the service that emits it as its dimension. */
export const METRICS_NAMESPACE = 'Tenantry'

/** Workflows that make no progress, or failed with something left over: each minute the number of them, from `workflow-watch`. */
export const WORKFLOWS_STANDING_STILL = 'WorkflowsStandingStill'

export type MetricName = typeof WORKFLOWS_STANDING_STILL
