/** Data of a minute is kept so long, data of less than a minute for three hours. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention */
export const KEPT_SECONDS = 15 * 86_400
export const FINE_KEPT_SECONDS = 3 * 3_600

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const OLDEST_DATUM_MS = 14 * 86_400_000
export const NEWEST_DATUM_MS = 2 * 3_600_000

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const MAX_DIMENSIONS = 30

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_QUERIES = 500
export const MAX_DATA_POINTS = 100_800

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const LISTED_METRICS = 500
