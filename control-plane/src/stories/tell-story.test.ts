import { expect, test } from 'vitest'
import type { FoundLine, Search } from './find-lines.ts'
import type { TraceSearch } from './find-trace.ts'
import { tellStory } from './tell-story.ts'

const POOL = 'tenantry-app-plane'
const CONTROL = 'tenantry-control-plane'
const TENANT = 'acme00000000'
const SILO = `tenantry-silo-${TENANT}`
const WINDOW = { from: 0, to: 1000 }

const usage = (service: string, ids: object) => ({ level: 'INFO', message: 'work', service, tenantId: TENANT, ...ids })
const report = (requestId: string) => ({
  type: 'platform.report',
  record: { requestId, status: 'success', metrics: {} },
})

/** Groups whose lines are found by the ids that a pattern names, as CloudWatch Logs finds them. */
function logsOf(groups: Record<string, object[]>, complete = true) {
  const asked: Search[] = []
  const findLines = async (search: Search) => {
    asked.push(search)
    const wanted = [...search.pattern.matchAll(/\(\$\.([\w.]+) = "([^"]+)"\)/g)]
    const lines = search.groups.flatMap((group) =>
      (groups[group] ?? []).flatMap((value, at): FoundLine[] => {
        const fits = wanted.some(
          ([, path = '', id]) => path.split('.').reduce((one, name) => Object(one)[name], value as unknown) === id,
        )
        return fits
          ? [{ at, group, stream: `2026/01/01/${group.split('/')[0]}-One[$LATEST]0`, text: JSON.stringify(value) }]
          : []
      }),
    )
    return { lines, complete }
  }
  const traced: TraceSearch[] = []
  const findTrace = async (search: TraceSearch) => {
    traced.push(search)
    return { traceId: 'trace', segments: [] }
  }
  return { asked, traced, story: tellStory({ findLines, findTrace, stacks: [POOL, CONTROL] }) }
}

const everyHop = {
  [`${POOL}/access`]: [
    {
      requestId: 'r1',
      functionRequestId: 'f1',
      authorizerRequestId: 'f0',
      method: 'POST',
      route: '/users',
      status: '201',
      tenantId: TENANT,
    },
  ],
  [`${POOL}/functions`]: [
    usage('authorizer', { usageId: 'f0', functionRequestId: 'f0', correlationId: 'f0' }),
    usage('users', { requestId: 'r1', usageId: 'r1', functionRequestId: 'f1', correlationId: 'r1' }),
    report('f1'),
    usage('users', { requestId: 'r2', usageId: 'r2', functionRequestId: 'f9', correlationId: 'r2' }),
  ],
  [`${CONTROL}/functions`]: [
    usage('tenant-people', { usageId: 'evt1', functionRequestId: 'f2', correlationId: 'r1' }),
    report('f2'),
  ],
}

test.each(['r1', 'f1', 'f2', 'evt1'])(
  'by the id %s the whole way of the request is told, and nothing of another',
  async (requestId) => {
    const told = await logsOf(everyHop).story({ requestId, tenantId: null, ...WINDOW })
    expect(told).toMatchObject({ requestId, tenantId: TENANT, complete: true })
    expect(told?.lines.filter(({ function: fn }) => fn === 'gateway')).toHaveLength(1)
    const messages = told?.lines.map(({ message }) => message)
    expect(messages?.filter((message) => message === 'report: success')).toHaveLength(2)
    expect(messages?.filter((message) => message === 'work')).toHaveLength(3)
  },
)

test('the trace is that of what everything began with, at the time of the lines', async () => {
  const { story, traced } = logsOf(everyHop)
  expect(await story({ requestId: 'evt1', tenantId: null, ...WINDOW })).toMatchObject({ trace: { traceId: 'trace' } })
  expect(traced).toEqual([{ origins: ['r1'], from: 0, to: 2 }])
})

test('an id that would end the text in a search leads nowhere', async () => {
  const forged = usage('users', { requestId: 'r1', correlationId: 'x") || ($.tenantId = "other' })
  const { story, asked } = logsOf({ [`${POOL}/functions`]: [forged] })
  expect(await story({ requestId: 'r1', tenantId: null, ...WINDOW })).toMatchObject({ lines: [{ message: 'work' }] })
  expect(asked.map(({ pattern }) => pattern).join()).not.toContain('other')
})

test('what was served in a silo is told where the tenant is named', async () => {
  const { story } = logsOf({ [`${SILO}/functions`]: [usage('users', { requestId: 'r1', correlationId: 'r1' })] })
  expect(await story({ requestId: 'r1', tenantId: null, ...WINDOW })).toBeNull()
  expect((await story({ requestId: 'r1', tenantId: TENANT, ...WINDOW }))?.lines).toHaveLength(1)
})

test('a story says that it is not complete where a search was not', async () => {
  const { story } = logsOf(everyHop, false)
  expect(await story({ requestId: 'r1', tenantId: null, ...WINDOW })).toMatchObject({ complete: false })
})

test('each pattern is as short as CloudWatch Logs takes it', async () => {
  const many = Array.from({ length: 90 }, (_, n) =>
    usage('one', { requestId: 'r1', correlationId: 'r1', functionRequestId: `${'f'.repeat(33)}${100 + n}` }),
  )
  const { asked, story } = logsOf({ [`${POOL}/functions`]: many })
  expect(await story({ requestId: 'r1', tenantId: null, ...WINDOW })).toMatchObject({ complete: false })
  expect(asked.length).toBeGreaterThan(5)
  for (const { pattern } of asked) expect(pattern.length).toBeLessThanOrEqual(1024)
})
