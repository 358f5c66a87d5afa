import { afterAll, beforeAll, expect, test } from 'vitest'
import { atMost } from '../support/at-most.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import { eventually } from './eventually.ts'
import { everyList, type List } from './every-list.ts'
import { neededQuery } from './needed-query.ts'
import { freshSystem } from './system.ts'

// Real cursors of every list of both planes. Lists, sorts and filters come from the OpenAPI documents, so a new one is tried from then on.
let close = async () => {}
/** Lets a minute pass, in which costs are billed and attributed. */
let pass = () => {}
let lists: List[]
let cursors: Cursor[]

/** Each list is given one in how many cursors of other lists, and those of other tenants' lists like it; `npm run soak` gives it all. */
const SHARE = Number(process.env.TENANTRY_CURSOR_SHARE ?? 10)

/** Where a list, sorted one way, goes on after its first item. */
interface Cursor {
  list: List
  query: Query
  cursor: string
}

/** Parameters beside cursor and limit. */
type Query = Record<string, string>

beforeAll(async () => {
  // Lists of costs have something within minutes.
  const system = await freshSystem(undefined, { controlPlaneParameters: { CostsSchedule: 'rate(1 minute)' } })
  close = system.close
  pass = atMostEvery(1_500, () => system.leap(60))
  lists = await everyList(system)
  const byRoute = Map.groupBy(lists, ({ route }) => route)
  const long = await Promise.all([...byRoute.values()].map(longOnes))
  cursors = (await Promise.all(long.flat().map(cursorsOf))).flat()
})
afterAll(() => close())

/** Those of a route's lists that have a second page: of two tenants, where they are a tenant's. Lists by an index show what is new after a moment. */
const longOnes = (same: List[]): Promise<List[]> =>
  eventually(`lists like ${same[0]?.name} to have a second page`, async () => {
    pass()
    const found = await Promise.all(same.map((list) => firstCursor(list, {})))
    const long = same.filter((_, index) => found[index])
    return long.length >= Math.min(2, same.length) && long
  })

const cursorsOf = (list: List): Promise<Cursor[]> =>
  Promise.all(
    sortsOf(list).map(async (query) => {
      const what = `${list.name} by ${JSON.stringify(query)} to have a second page`
      return { list, query, cursor: await eventually(what, async () => (await firstCursor(list, query)) ?? false) }
    }),
  )

async function firstCursor(list: List, query: Query): Promise<string | null> {
  const { status, body } = await ask(list, { ...query, limit: '1' })
  if (status !== 200) throw new Error(`${list.name} was answered ${status} ${JSON.stringify(body)}`)
  return body.nextCursor
}

/** All lists at once would be as many cold starts at once. */
const fourAtATime = atMost(4)

/** Asks as often as it is throttled: so many calls are more than an operator makes. */
const ask = ({ api, path, name, route }: List, query: Query) =>
  eventually(`an answer of ${name}`, async () => {
    const search = new URLSearchParams({ ...neededQuery(route.operation), ...query })
    const answer = await fourAtATime(() => api.get(`${path}?${search}`))
    return answer.status !== 429 && answer
  })

/** Parameters, one at a time, that make another list of it. The first sort and the first order are those of a request that names none. */
const sortsOf = ({ route: { choices } }: List): Query[] => [{}, ...others('sort', choices), ...others('order', choices)]
const others = (name: string, choices: Record<string, string[]>): Query[] =>
  (choices[name] ?? []).slice(1).map((value) => ({ [name]: value }))

/** To ask for it is to ask for nothing. */
const usualInterval = ({ operation }: List['route']): string => (/costs/i.test(operation) ? 'day' : 'hour')
/** Of filters that take not just any text. */
const SOME: Record<string, string> = {
  ...{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  ...{ day: '2026-01-01', month: '2026-01', tenantId: 'x'.repeat(12) },
}
const filtersOf = ({ route }: List): Query[] =>
  route.query
    .filter((name) => !['cursor', 'limit', 'sort', 'order', 'format'].includes(name))
    .flatMap((name) => (route.choices[name] ?? [SOME[name] ?? 'x']).map((value) => ({ [name]: value })))
    .filter(({ by }) => by !== usualInterval(route))

const refused = { status: 400, body: { code: 'INVALID_CURSOR', field: 'cursor' } }
const isOf = (list: List, query: Query) => (cursor: Cursor) =>
  cursor.list === list && JSON.stringify(cursor.query) === JSON.stringify(query)

/** Asks with each of the cursors; answers which were not refused as none of the list's. */
async function taken(list: List, query: Query, given: Cursor[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { cursor, ...from } of given) {
    const { status, body } = await ask(list, { ...query, cursor })
    const {
      status: expected,
      body: { code, field },
    } = refused
    if (status !== expected || body.code !== code || body.field !== field)
      wrong.push(
        `${list.name} ${JSON.stringify(query)} took one of ${from.list.name} ${JSON.stringify(from.query)}: ${status} ${JSON.stringify(body)}`,
      )
  }
  return wrong
}

test('each list goes on from its own cursor, however it is sorted', async () => {
  expect(new Set(cursors.map(({ list }) => list.route))).toEqual(new Set(lists.map(({ route }) => route)))
  for (const { list, query, cursor } of cursors)
    expect(await ask(list, { ...query, cursor }), `${list.name} ${JSON.stringify(query)}`).toMatchObject({
      status: 200,
    })
})

test('a cursor of another list, of either plane or of another tenant, is refused by every list', async () => {
  const plain = cursors.filter(({ query }) => Object.keys(query).length === 0)
  for (const [at, { list, query }] of plain.entries()) {
    const given = cursors.filter(({ list: from }, nth) => {
      const isChosen = from.route === list.route || nth % SHARE === at % SHARE
      return from !== list && isChosen
    })
    expect(await taken(list, query, given)).toEqual([])
  }
  console.log(`${plain.length} lists, ${cursors.length} cursors`)
})

test('a cursor of another order or filter of the same list is refused', async () => {
  for (const { list } of cursors.filter(({ query }) => Object.keys(query).length === 0)) {
    for (const query of [...sortsOf(list), ...filtersOf(list)]) {
      const given = cursors.filter((one) => one.list === list && !isOf(list, query)(one))
      expect(await taken(list, query, given)).toEqual([])
    }
  }
})
