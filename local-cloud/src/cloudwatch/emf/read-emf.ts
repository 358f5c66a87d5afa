import * as z from 'zod'
import type { MetricDatum } from '../../core/faces.ts'
import { MAX_DIMENSIONS } from '../limits.ts'
import { UNITS } from '../metric.ts'

const Name = z.string().min(1).max(255)
const MetricDefinition = z.object({
  Name,
  Unit: z.enum(UNITS).default('None'),
  StorageResolution: z.union([z.literal(1), z.literal(60)]).default(60),
})
const Directive = z.object({
  Namespace: Name,
  Dimensions: z.array(z.array(Name).max(MAX_DIMENSIONS)).min(1),
  Metrics: z.array(MetricDefinition).max(100),
})
/** Members that the specification does not name are ignored. */
const Root = z.looseObject({
  _aws: z.object({ Timestamp: z.int().min(0), CloudWatchMetrics: z.array(Directive) }),
})
const Values = z.union([z.number().transform((value) => [value]), z.array(z.number()).max(100)])
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
const DimensionValue = z
  .string()
  .regex(/^[\x20-\x7e]{1,1024}$/)
  .regex(/[^ ]/)

/**
 * The metrics of a log line in the embedded metric format; none for a line that is not, or that breaks a rule of it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function readEmf(line: string): MetricDatum[] {
  // Nearly no line has metrics: only those that may are parsed.
  if (!line.includes('"CloudWatchMetrics"')) return []
  const root = Root.safeParse(parse(line))
  if (!root.success) return []
  const members: Record<string, unknown> = root.data
  const found: MetricDatum[] = []
  for (const { Namespace, Dimensions, Metrics } of root.data._aws.CloudWatchMetrics) {
    for (const set of Dimensions) {
      const dimensions: Record<string, string> = {}
      for (const key of set) {
        const value = DimensionValue.safeParse(own(members, key))
        if (!value.success) return []
        dimensions[key] = value.data
      }
      for (const { Name: name, Unit, StorageResolution } of Metrics) {
        const values = Values.safeParse(own(members, name))
        if (!values.success) return []
        const timestamp = root.data._aws.Timestamp
        found.push({
          namespace: Namespace,
          name,
          dimensions,
          values: values.data,
          unit: Unit,
          timestamp,
          resolution: StorageResolution,
        })
      }
    }
  }
  return found
}

const own = (members: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined

/** "While Lambda may prepend log events with metadata, a valid document after this metadata is considered valid." */
function parse(line: string): unknown {
  try {
    return JSON.parse(line.slice(line.indexOf('{')))
  } catch {
    return undefined
  }
}
