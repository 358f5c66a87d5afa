import { expect, test } from 'vitest'
import { formatEntry, PLAIN } from './format-entry.ts'
import { readEntry } from './read-entry.ts'

const formatted = (message: string | object) => {
  const entry = readEntry(typeof message === 'string' ? message : JSON.stringify(message))
  return entry && formatEntry('12:00:00.000', 'products', entry, PLAIN)
}
const stack = (name: string, at: string) =>
  `${name}: Cannot read it\n    at list (tenantry:///services/products/list.ts:14:9)\n    at ${at}`

test('a line of Powertools shows level, function, text, tenant and request, then whatever else was logged', () => {
  const line = {
    level: 'INFO',
    message: 'request',
    timestamp: '2026-01-01T00:00:00.000Z',
    service: 'products',
    sampling_rate: 0,
    operation: 'listProducts',
    requestId: 'r-1',
    tenantId: 'acme',
    status: 200,
    detail: { a: 'b c' },
  }
  expect(formatted(line)).toBe(
    '12:00:00.000 INFO  products  request  tenant=acme request=r-1 operation=listProducts status=200 detail="{\\"a\\":\\"b c\\"}"',
  )
})

test('a line that metrics are taken from shows what else it says, and nothing where it has no message', () => {
  const metrics = {
    Requests: 1,
    _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [[]], Metrics: [{ Name: 'Requests' }] }] },
  }
  expect(formatted({ level: 'INFO', message: 'request', status: 200, ...metrics })).toBe(
    '12:00:00.000 INFO  products  request  status=200',
  )
  expect(formatted({ message: 'request', _aws: { CloudWatchMetrics: 5 } })).toBe('12:00:00.000 INFO  products  request')
  for (const directives of [[null], [{ Metrics: [null, 5] }], [5]])
    expect(formatted({ message: 'request', _aws: { CloudWatchMetrics: directives } })).toBe(
      '12:00:00.000 INFO  products  request',
    )
  expect(formatted({ message: 'request', _aws: null })).toBe('12:00:00.000 INFO  products  request')
  expect(formatted(metrics)).toBeNull()
})

test('an error of Powertools has its stack below, with paths of the repository, and its cause', () => {
  const cause = {
    name: 'Error',
    message: 'no table',
    stack: 'Error: no table\n    at open (file:///var/task/index.mjs:1:2)',
  }
  const error = {
    name: 'TypeError',
    message: 'Cannot read it',
    location: 'x',
    stack: `${stack('TypeError', 'run (tenantry:///toolkit/src/http.ts:1:1)')}\n    at invoke (file:///d/lambda/runtime/0af/main.mjs:5:3)\n    at async run (node:internal:1:1)`,
    cause,
  }
  expect(formatted({ level: 'ERROR', message: 'request failed', requestId: 'r-1', error })).toBe(
    [
      '12:00:00.000 ERROR products  request failed: TypeError: Cannot read it  request=r-1',
      '      at list (services/products/list.ts:14:9)',
      '      at run (toolkit/src/http.ts:1:1)',
      '    caused by Error: no table',
      '      at open (file:///var/task/index.mjs:1:2)',
    ].join('\n'),
  )
})

const RUNTIME = [
  [
    'JSON',
    {
      timestamp: '2026-01-01T00:00:00.000Z',
      level: 'ERROR',
      requestId: 'r-1',
      message: {
        errorType: 'TypeError',
        errorMessage: 'Cannot read it',
        stackTrace: stack('TypeError', 'x (y:1:1)').split('\n'),
      },
    },
  ],
  [
    'text',
    `2026-01-01T00:00:00.000Z\tr-1\tERROR\tInvoke Error \t${JSON.stringify({ errorType: 'TypeError', errorMessage: 'Cannot read it', stack: stack('TypeError', 'x (y:1:1)').split('\n') })}`,
  ],
] as const

test.each(RUNTIME)(
  'what a handler throws, logged by the runtime as %s, shows error, request and stack',
  (_, message) => {
    expect(formatted(message)).toMatch(
      /^12:00:00\.000 ERROR products {2}(Invoke Error: )?TypeError: Cannot read it {2}request=r-1\n {6}at list \(services\/products\/list\.ts:14:9\)\n/,
    )
  },
)

test('what console writes in text format is read with its level, request and further lines', () => {
  expect(formatted('2026-01-01T00:00:00.000Z\tr-1\tWARN\tfirst\nsecond')).toBe(
    '12:00:00.000 WARN  products  first  request=r-1\n    second',
  )
  expect(formatted('plain output')).toBe('12:00:00.000 INFO  products  plain output')
})

test('a timeout and a crash are shown, in both formats', () => {
  expect(formatted('2026-01-01T00:00:00.000Z r-1 Task timed out after 3.00 seconds')).toContain(
    'ERROR products  Task timed out after 3.00 seconds  request=r-1',
  )
  const crashed = { requestId: 'r-1', status: 'error', errorType: 'Runtime.ExitError' }
  expect(formatted({ time: '', type: 'platform.report', record: crashed })).toContain('Runtime.ExitError  request=r-1')
  expect(formatted('REPORT RequestId: r-1\tDuration: 1 ms\tStatus: error\tError Type: Runtime.ExitError')).toContain(
    'WARN',
  )
})

test.each([
  { time: '', type: 'platform.initStart', record: {} },
  { time: '', type: 'platform.report', record: { requestId: 'r-1', status: 'success' } },
  // The runtime has logged what was thrown.
  { time: '', type: 'platform.report', record: { requestId: 'r-1', status: 'error', errorType: 'TypeError' } },
  { _aws: { Timestamp: 1, CloudWatchMetrics: [] }, requests: 1 },
  'START RequestId: r-1 Version: $LATEST',
  'REPORT RequestId: r-1\tDuration: 1.00 ms',
])('%j says only that all is well, and is not shown', (message) => {
  expect(formatted(message)).toBeNull()
})

test('what a tenant can bring into a log cannot steer the terminal or look like another line', () => {
  const name = 'Acme\u001b[2J\u009b31m\r\n12:00:00.000 INFO  products  all is well'
  const shown = formatted({ level: name, message: name, tenantId: name }) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect(
    shown
      .split('\n')
      .slice(1)
      .every((line) => line.startsWith('    ')),
  ).toBe(true)
})
