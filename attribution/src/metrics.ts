/** What usage records count, and what drivers name. Byte-hours are bytes stored × hours; MB-ms are 2^20 bytes of memory × milliseconds. */
export const METRICS = [
  'ddbReadUnits',
  'ddbWriteUnits',
  'ddbStorageByteHours',
  'lambdaMbMs',
  'lambdaInvocations',
  'apiRequests',
  'logBytes',
  'xrayTraces',
] as const

export type Metric = (typeof METRICS)[number]

export const isMetric = (name: unknown): name is Metric => METRICS.some((metric) => metric === name)
