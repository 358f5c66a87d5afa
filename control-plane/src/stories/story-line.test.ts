import { expect, test } from 'vitest'
import type { FoundLine } from './find-lines.ts'
import { folderOf, storyLine } from './story-line.ts'

const AT = Date.parse('2026-01-01T00:00:00.000Z')
const line = (value: object | string, of: Partial<FoundLine> = {}): FoundLine => ({
  at: AT,
  group: 'tenantry-app-plane/functions',
  stream: '2026/01/01/tenantry-app-plane-SlotFiller[$LATEST]0123',
  text: typeof value === 'string' ? value : JSON.stringify(value),
  ...of,
})
const own = { level: 'ERROR', message: 'request failed', service: 'slot-filler', timestamp: 'x' }

test('a line of ours is shown with its function and what it says, without the ids that all have', () => {
  const ids = { requestId: 'r', correlationId: 'c', tenantId: 'acme00000000', tier: 'Basic', functionRequestId: 'f' }
  expect(storyLine(line({ ...own, ...ids, operation: 'listItems', error: { name: 'TypeError' } }))).toEqual({
    time: '2026-01-01T00:00:00.000Z',
    function: 'slot-filler',
    level: 'ERROR',
    message: 'request failed',
    fields: { operation: 'listItems', error: { name: 'TypeError' } },
  })
})

test('the line of an access log is of the gateway, and says what was answered', () => {
  const access = {
    requestId: 'r',
    method: 'GET',
    route: '/users',
    status: '503',
    latencyMs: '12',
    error: '-',
    tenantId: 't',
  }
  expect(storyLine(line(access, { group: 'tenantry-app-plane/access', stream: 'any' }))).toMatchObject({
    function: 'gateway',
    level: 'ERROR',
    message: '503 GET /users',
    fields: { method: 'GET', route: '/users', status: '503', latencyMs: '12' },
  })
})

test('a function that was stopped is told by its report', () => {
  const record = { requestId: 'f', status: 'timeout', metrics: { durationMs: 30_000, billedDurationMs: 30_000 } }
  expect(storyLine(line({ time: 'x', type: 'platform.report', record }))).toMatchObject({
    level: 'ERROR',
    message: 'report: timeout',
    fields: { durationMs: 30_000, billedDurationMs: 30_000 },
  })
})

test.each([
  ['raw output', 'token eyJhbGciOi'],
  [
    'what the runtime says of an error that nobody caught',
    { level: 'ERROR', message: { errorMessage: 'secret' }, requestId: 'r' },
  ],
  ['what console wrote', { level: 'INFO', message: 'password hunter2', requestId: 'r', timestamp: 'x' }],
  ['the start of an invocation', { time: 'x', type: 'platform.start', record: { requestId: 'r' } }],
])('%s went through no logger of ours, and is not shown', (_, value) => {
  expect(storyLine(line(value))).toBeNull()
})

test.each([
  ['tenantry-app-plane', 'tenantry-app-plane-TenantDirectory', 'tenant-directory'],
  ['tenantry-control-plane', 'tenantry-tenant-account', 'tenant-account'],
  ['tenantry-silo-acme00000000', 'tenantry-silo-acme00000000-tenant-admins', 'tenant-admins'],
])('in %s the function %s is called %s', (stack, name, folder) => {
  expect(folderOf(stack, name)).toBe(folder)
})
