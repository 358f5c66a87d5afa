import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { CloudWatchServices } from '../cloudwatch-services.ts'
import { cloudWatchError } from '../errors.ts'
import { LISTED_METRICS } from '../limits.ts'
import { dimensionList } from '../metric.ts'
import { readToken, writeToken } from './page-token.ts'

const THREE_HOURS = 3 * 3_600

const Input = z.strictObject({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string().optional() })).default([]),
  RecentlyActive: z.literal('PT3H').optional(),
  NextToken: z.string().optional(),
})

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = ({ context, metrics }: Pick<CloudWatchServices, 'context' | 'metrics'>): Operation =>
  parsedOperation({
    access: () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
    input: Input,
    run({ Namespace, MetricName, Dimensions, RecentlyActive, NextToken }) {
      const invalidToken = () => cloudWatchError('InvalidParameterValueException', 'Invalid next token')
      const start = readToken(NextToken, invalidToken)
      const since = RecentlyActive ? context.clock.now() / 1000 - THREE_HOURS : 0
      const found = metrics
        .list(Namespace, MetricName, since)
        .filter(({ dimensions }) =>
          Dimensions.every(({ Name, Value }) =>
            Value === undefined ? Object.hasOwn(dimensions, Name) : dimensions[Name] === Value,
          ),
        )
      const end = start + LISTED_METRICS
      return {
        Metrics: found.slice(start, end).map(({ namespace, name, dimensions }) => ({
          Namespace: namespace,
          MetricName: name,
          Dimensions: dimensionList(dimensions),
        })),
        ...(end < found.length && { NextToken: writeToken(end) }),
      }
    },
  })
