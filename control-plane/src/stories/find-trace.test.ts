import { expect, test } from 'vitest'
import { findTrace } from './find-trace.ts'
import { storySegments } from './story-segments.ts'

const AT = 1_767_225_600
const FIRST = '1-6955b900-aaaaaaaaaaaaaaaaaaaaaaaa'
const SECOND = '1-6955b901-bbbbbbbbbbbbbbbbbbbbbbbb'
const document = (id: string, seconds: number, more: object = {}) =>
  JSON.stringify({
    id,
    name: `of ${id}`,
    trace_id: FIRST,
    start_time: AT + seconds,
    end_time: AT + seconds + 1,
    ...more,
  })

/** X-Ray with traces of these origins; `asked` are the inputs of all calls. */
function xray(traces: Record<string, string[]>, documents: Record<string, string[]>) {
  const asked: Record<string, unknown>[] = []
  const send = async ({ input }: { input: { FilterExpression?: string; TraceIds?: string[] } }) => {
    asked.push(input)
    if (input.TraceIds)
      return {
        Traces: input.TraceIds.map((Id) => ({ Id, Segments: documents[Id]?.map((Document) => ({ Document })) })),
      }
    const [, origin = ''] = /^annotation\.CorrelationId = "(.+)"$/.exec(input.FilterExpression ?? '') ?? []
    return { TraceSummaries: (traces[origin] ?? []).map((Id) => ({ Id })) }
  }
  return { asked, find: findTrace({ send: send as never }) }
}

test('traces of one origin are told as one, from the begin of the first', async () => {
  const { find, asked } = xray({ r1: [SECOND, FIRST] }, { [FIRST]: [document('a', 0)], [SECOND]: [document('b', 2.5)] })
  expect(await find({ origins: ['r1'], from: AT * 1000, to: AT * 1000 + 1000 })).toEqual({
    traceId: FIRST,
    segments: [
      { id: 'a', parentId: null, name: 'of a', startMs: 0, endMs: 1000, error: false, fault: false },
      { id: 'b', parentId: null, name: 'of b', startMs: 2500, endMs: 3500, error: false, fault: false },
    ],
  })
  expect(asked[0]).toMatchObject({ StartTime: new Date(AT * 1000 - 300_000), EndTime: new Date(AT * 1000 + 61_000) })
})

test('a request that was not chosen has no trace, and none is asked for', async () => {
  const { find, asked } = xray({}, {})
  expect(await find({ origins: ['r1'], from: 0, to: 0 })).toBeNull()
  expect(asked).toHaveLength(1)
})

test('what takes longer than a day is searched for a day, and of many traces five are read', async () => {
  const many = Array.from({ length: 9 }, (_, n) => `1-6955b90${n}-cccccccccccccccccccccccc`)
  const { find, asked } = xray({ r1: many }, {})
  await find({ origins: ['r1'], from: 0, to: 9 * 86_400_000 })
  expect(asked[0]).toMatchObject({ StartTime: new Date(-300_000), EndTime: new Date(86_400_000 - 300_000) })
  expect(asked[1]).toEqual({ TraceIds: many.slice(0, 5) })
})

test('segments inside others hang below them, those of a segment that is not there below none, and one under way ends where it began', () => {
  const inner = { id: 'c', name: 'inner', start_time: AT + 0.25, error: true }
  const told = storySegments([
    document('b', 0.5, { parent_id: 'a', fault: true }),
    document('a', 0, { subsegments: [inner] }),
    document('d', 1, { parent_id: 'gone', throttle: true }),
    'no document',
  ])
  expect(told).toMatchObject([
    { id: 'a', parentId: null },
    { id: 'c', parentId: 'a', startMs: 250, endMs: 250, error: true },
    { id: 'b', parentId: 'a', fault: true },
    { id: 'd', parentId: null, error: true },
  ])
})
