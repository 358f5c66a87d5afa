import * as z from 'zod'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const DashboardName = z.string().regex(/^[\w-]{1,255}$/)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MOST_WIDGETS = 500
const MOST_METRICS_OF_A_GRAPH = 500
const MOST_METRICS = 2_500

const Place = z.int().min(0)
const Widget = z.looseObject({
  type: z.enum(['alarm', 'custom', 'explorer', 'log', 'metric', 'text', 'alarms']),
  x: z.int().min(0).max(23).optional(),
  y: Place.optional(),
  width: z.int().min(1).max(24).optional(),
  height: z.int().min(1).max(1000).optional(),
  properties: z.looseObject({ metrics: z.array(z.array(z.unknown())).max(MOST_METRICS_OF_A_GRAPH).optional() }),
})

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const Body = z.looseObject({
  widgets: z.array(Widget).max(MOST_WIDGETS),
  start: z.string().optional(),
  end: z.string().optional(),
  periodOverride: z.enum(['auto', 'inherit']).optional(),
})

/** The text of a dashboard that PutDashboard would take. */
export const DashboardBody = z.string().superRefine((text, context) => {
  const refuse = (message: string) => context.addIssue({ code: 'custom', message })
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return refuse('the dashboard is no JSON')
  }
  const body = Body.safeParse(given)
  if (!body.success) {
    const [issue] = body.error.issues
    return refuse(`the dashboard is wrong at ${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
  }
  const metrics = body.data.widgets.reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0)
  if (metrics > MOST_METRICS) refuse(`the dashboard has more than ${MOST_METRICS} metrics`)
})
