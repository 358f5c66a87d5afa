import { expect, test } from 'vitest'
import { allowMore, gatherPage, hasGoneOn, isGoingOn, type PageAnswer, type PageRequest } from './gather-page.ts'

const LIMIT = 20
const PAGE = { limit: LIMIT, idOf: (item: string) => item }

/** A list whose answers have at most so many items each; the cursor is the number of the answer. */
function listOf(...counts: number[]) {
  const asked: PageRequest[] = []
  const fetchPage = async (page: PageRequest): Promise<PageAnswer<string>> => {
    asked.push(page)
    const at = Number(page.cursor ?? 0)
    const items = Array.from({ length: Math.min(page.limit, counts[at] ?? 0) }, (_, n) => `${at}.${n}`)
    return { items, nextCursor: at + 1 < counts.length ? String(at + 1) : null }
  }
  return { asked, fetchPage }
}

test('a full answer is a page, and nothing is read beyond it', async () => {
  const { asked, fetchPage } = listOf(20, 20)
  const page = await gatherPage(fetchPage, { ...PAGE })
  expect(page).toMatchObject({ nextCursor: '1', isCutShort: false })
  expect(page.items).toHaveLength(LIMIT)
  expect(asked).toEqual([{ limit: LIMIT }])
})

test('after short and empty answers the list is read on until the page is full or the list ends', async () => {
  const { asked, fetchPage } = listOf(3, 0, 30, 20)
  const full = await gatherPage(fetchPage, { ...PAGE })
  expect(full).toMatchObject({ nextCursor: '3', isCutShort: false })
  expect(full.items).toHaveLength(LIMIT)
  expect(asked.map(({ limit }) => limit)).toEqual([20, 17, 17])
  const ended = await gatherPage(listOf(0, 2).fetchPage, { ...PAGE })
  expect(ended).toMatchObject({ items: ['1.0', '1.1'], nextCursor: null, isCutShort: false })
})

test('after five answers the person is asked, and a search that goes on begins where it ended', async () => {
  const { asked, fetchPage } = listOf(0, 0, 1, 0, 0, 0, 4)
  const first = await gatherPage(fetchPage, { ...PAGE })
  expect(first).toMatchObject({ items: ['2.0'], isCutShort: true, requests: 5 })
  expect([isGoingOn(first), hasGoneOn(first)]).toEqual([false, false])

  const kept = allowMore(first)
  expect(isGoingOn(kept)).toBe(true)
  const second = await gatherPage(fetchPage, { ...PAGE, kept })
  expect(asked.slice(5).map(({ cursor }) => cursor)).toEqual(['5', '6'])
  expect(second).toMatchObject({ nextCursor: null, isCutShort: false })
  expect(second.items).toEqual(['2.0', '6.0', '6.1', '6.2', '6.3'])
  expect([isGoingOn(second), hasGoneOn(second)]).toEqual([false, true])
})

test('a page that went on and is read again shows as much as before', async () => {
  const { fetchPage } = listOf(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0)
  const first = await gatherPage(fetchPage, { ...PAGE })
  const second = await gatherPage(fetchPage, { ...PAGE, kept: allowMore(first) })
  expect(second).toMatchObject({ items: ['6.0'], isCutShort: true, requests: 10 })
  expect(await gatherPage(fetchPage, { ...PAGE, kept: second })).toEqual(second)
})

test('a failed request leaves the page as it was, and the next attempt goes on from there', async () => {
  const { asked, fetchPage } = listOf(0, 0, 0, 0, 0, 0, 4)
  const kept = allowMore(await gatherPage(fetchPage, { ...PAGE }))
  const failing = async () => Promise.reject(new Error('no connection'))
  await expect(gatherPage(failing, { ...PAGE, kept })).rejects.toThrow('no connection')
  expect((await gatherPage(fetchPage, { ...PAGE, kept })).items).toHaveLength(4)
  expect(asked).toHaveLength(7)
})

test('an item that was renamed between two requests stands in the page once, as the later answer has it, and its place is filled', async () => {
  const answers: PageAnswer<{ id: string; name: string }>[] = [
    {
      items: [
        { id: '1', name: 'Amber' },
        { id: '2', name: 'Bench' },
      ],
      nextCursor: '1',
    },
    {
      items: [
        { id: '3', name: 'Chair' },
        { id: '1', name: 'Zebra' },
      ],
      nextCursor: '2',
    },
    { items: [{ id: '4', name: 'Zinc' }], nextCursor: null },
  ]
  const page = await gatherPage(async ({ cursor }) => answers[Number(cursor ?? 0)] ?? { items: [], nextCursor: null }, {
    limit: 4,
    idOf: ({ id }) => id,
  })
  expect(page.items.map(({ name }) => name)).toEqual(['Bench', 'Chair', 'Zebra', 'Zinc'])
  expect(page).toMatchObject({ nextCursor: null, requests: 3 })
})
