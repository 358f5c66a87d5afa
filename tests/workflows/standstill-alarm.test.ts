import { WORKFLOWS_STANDING_STILL } from '@tenantry/contracts/metrics.ts'
import { standstillAlarm } from '@tenantry/infra/control-plane/workflow-watch.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { countMetric } from '@tenantry/toolkit/metrics.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { CONTEXT, loggedLines } from '../support/logged-lines.ts'

const Directive = z.object({
  Namespace: z.string(),
  Dimensions: z.tuple([z.array(z.string())]),
  Metrics: z.array(z.object({ Name: z.string() })),
})
const Line = z.object({
  _aws: z.object({ CloudWatchMetrics: z.array(Directive) }),
  service: z.string(),
  [WORKFLOWS_STANDING_STILL]: z.number(),
})

test('the alarm watches the very metric that the watch emits, and its silence', async () => {
  const logged = loggedLines()
  const logger = createLogger('workflow-watch')
  const run = async () => countMetric(WORKFLOWS_STANDING_STILL, 3)
  await invocationHandler({ kind: 'step', logger, describe: () => ({ operation: 'watch' }), run })({}, CONTEXT)
  vi.restoreAllMocks()
  const line = Line.parse(logged.lines()[0])
  expect(line[WORKFLOWS_STANDING_STILL]).toBe(3)

  const stack = new Stack(new App({ analyticsReporting: false }), 'Alarms')
  standstillAlarm(stack)
  const metric = line._aws.CloudWatchMetrics.find(({ Metrics }) =>
    Metrics.some(({ Name }) => Name === WORKFLOWS_STANDING_STILL),
  )
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: metric?.Namespace,
    MetricName: WORKFLOWS_STANDING_STILL,
    Dimensions: metric?.Dimensions[0].map((Name) => ({ Name, Value: Name === 'service' ? line.service : '' })),
    TreatMissingData: 'breaching',
  })
})
