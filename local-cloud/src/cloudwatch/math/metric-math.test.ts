import { expect, test } from 'vitest'
import { START, testCloudWatch } from '../cloudwatch-fixture.ts'

/** Errors and requests of five minutes; a minute has no errors, another nothing at all. */
async function evaluate(Expression: string): Promise<[number, number][]> {
  const { put, call } = testCloudWatch()
  for (const [minute, errors, requests] of [
    [0, 1, 10],
    [1, 0, 5],
    [2, undefined, 4],
    [4, 3, 0],
  ] as const) {
    const timestamp = START + minute * 60_000
    if (errors !== undefined) put([errors], { name: 'Errors', timestamp })
    put([requests], { name: 'Requests', timestamp })
  }
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  })
  const { MetricDataResults } = await call('GetMetricData', {
    MetricDataQueries: [stat('e', 'Errors'), stat('r', 'Requests'), { Id: 'x', Expression, Label: 'result' }],
    StartTime: START / 1000,
    EndTime: START / 1000 + 300,
    ScanBy: 'TimestampAscending',
  })
  expect(MetricDataResults).toHaveLength(1)
  const [{ Id, Label, Timestamps, Values }] = MetricDataResults
  expect([Id, Label]).toEqual(['x', 'result'])
  return Timestamps.map((at: number, i: number) => [(at - START / 1000) / 60, Values[i]])
}

test.each<[string, [number, number][]]>([
  [
    'e + r',
    [
      [0, 11],
      [1, 5],
      [4, 3],
    ],
  ],
  [
    'r - e * 2',
    [
      [0, 8],
      [1, 5],
      [4, -6],
    ],
  ],
  [
    '(r - e) * 2',
    [
      [0, 18],
      [1, 10],
      [4, -6],
    ],
  ],
  [
    '-e',
    [
      [0, -1],
      [1, 0],
      [4, -3],
    ],
  ],
  // A division by zero is no data point.
  [
    '100 * e / r',
    [
      [0, 10],
      [1, 0],
    ],
  ],
  [
    'SUM([e, r])',
    [
      [0, 11],
      [1, 5],
      [2, 4],
      [4, 3],
    ],
  ],
  [
    'SUM(METRICS())',
    [
      [0, 11],
      [1, 5],
      [2, 4],
      [4, 3],
    ],
  ],
  [
    'SUM(e)',
    [
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ],
  ],
  [
    'FILL(e, 0)',
    [
      [0, 1],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 3],
    ],
  ],
  [
    'FILL(e, REPEAT)',
    [
      [0, 1],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 3],
    ],
  ],
  [
    'FILL(e, 7) + r',
    [
      [0, 11],
      [1, 5],
      [2, 11],
      [4, 3],
    ],
  ],
  [
    'IF(r > 4, e / r, 0)',
    [
      [0, 0.1],
      [1, 0],
      [2, 0],
      [4, 0],
    ],
  ],
  ['IF(r >= 5 AND e > 0, e)', [[0, 1]]],
  [
    'IF(r == 4 || e == 3, 1, 0)',
    [
      [0, 0],
      [1, 0],
      [4, 1],
    ],
  ],
  [
    'IF(1 < 2, e, r)',
    [
      [0, 1],
      [1, 0],
      [4, 3],
    ],
  ],
])('%s', async (expression, expected) => {
  expect(await evaluate(expression)).toEqual(expected)
})

test.each([
  ['AVG(e)', 'The local cloud does not support the function AVG of metric math.'],
  [
    'ANOMALY_DETECTION_BAND(e, 2)',
    'The local cloud does not support the function ANOMALY_DETECTION_BAND of metric math.',
  ],
  ['FILL(e, LINEAR)', 'The local cloud does not support FILL with LINEAR in metric math.'],
  ['METRICS("errors")', 'The local cloud does not support METRICS with a filter in metric math.'],
  ['e ^ 2', 'The local cloud does not support the operator ^ of metric math.'],
  ['e +', 'Error in expression "e +": Syntax error.'],
  ['e r', 'Error in expression "e r": Syntax error.'],
  // A name that every object of JavaScript has is no operator.
  ['e constructor r', 'Error in expression "e constructor r": Syntax error.'],
  ['e ; r', 'Error in expression ' + '"; r": Syntax error.'],
  ['IF(e)', 'Error in expression "IF(e)": Syntax error.'],
  ['e + gone', 'Error in expression "x": Undefined variable gone'],
  ['x + 1', 'The expression x refers to itself.'],
  ['[e, r]', 'The expression gives several time series, not one.'],
])('%s is refused by name', async (expression, message) => {
  await expect(evaluate(expression)).rejects.toThrow(message)
})

test('expressions that name one another again and again are followed once each', async () => {
  const { call } = testCloudWatch()
  const doubled = Array.from({ length: 100 }, (_, n) => ({ Id: `q${n + 1}`, Expression: `q${n} + q${n}` }))
  const { MetricDataResults } = await call('GetMetricData', {
    MetricDataQueries: [{ Id: 'q0', Expression: '1' }, ...doubled],
    StartTime: START / 1000,
    EndTime: START / 1000 + 60,
  })
  expect(MetricDataResults.at(-1)).toMatchObject({ Id: 'q100', Values: [2 ** 100] })
})
