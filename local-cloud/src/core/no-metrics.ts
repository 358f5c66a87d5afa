import type { MetricWriter } from './faces.ts'

/** For a service that is built by itself. */
export const NO_METRICS: MetricWriter = { put() {} }
