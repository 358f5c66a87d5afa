import { WORKFLOWS_STANDING_STILL } from '@tenantry/contracts/metrics.ts'
import { standstillAlarm } from '@tenantry/infra/control-plane/workflow-watch.ts'
import { countMetric } from '@tenantry/toolkit/metrics.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'

const Line = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string() })]),
      }),
    ]),
  }),
  service: z.string(),
  [WORKFLOWS_STANDING_STILL]: z.number(),
})

test('the alarm watches the very metric that the watch emits, and its silence', () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  countMetric('workflow-watch')(WORKFLOWS_STANDING_STILL, 3)
  vi.restoreAllMocks()
  const line = Line.parse(JSON.parse(written.find((text) => text.includes('_aws')) ?? ''))
  expect(line[WORKFLOWS_STANDING_STILL]).toBe(3)

  const stack = new Stack(new App({ analyticsReporting: false }), 'Alarms')
  standstillAlarm(stack)
  const [metric] = line._aws.CloudWatchMetrics
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: metric.Namespace,
    MetricName: metric.Metrics[0].Name,
    Dimensions: metric.Dimensions[0].map((Name) => ({ Name, Value: Name === 'service' ? line.service : '' })),
    TreatMissingData: 'breaching',
  })
})
