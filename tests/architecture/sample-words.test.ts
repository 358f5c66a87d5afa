import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { expect, test } from 'vitest'
import { wordsIn, wordsOf } from './sample-words.ts'
import { sources } from './sources.ts'

const services: readonly Service[] = SERVICES
const words = [...new Set(services.flatMap(wordsOf))]

test.each(['toolkit', 'contracts', 'metering', 'app-plane', 'control-plane'] as const)(
  '%s names no service of the product, and nothing that one declares',
  (name) => {
    const files = sources().filter((file) => file.package === name)
    expect(files.length).toBeGreaterThan(0)
    const wrong = files.flatMap(({ path, text }) =>
      wordsIn(`${path}\n${text}`, words).map((word) => `${path} says ${word}`),
    )
    expect(wrong).toEqual([])
  },
)

const SAMPLE = ['product', 'orders', 'order', 'fulfilment', 'ord_', 'placeOrder', 'OrderPlaced', 'OUT_OF_STOCK']

test.each([
  ["const ORDERS = 'x'", ['orders']],
  ['import { ordersOf } from "x"', ['orders']],
  ["throw notFound('order')", ['order']],
  ['type Order = { id: string }', ['order']],
  ['parse(OrderBody, body)', ['order']],
  ["entityId('ord_', 1)", ['ord_']],
  ["const id = 'ord_01j9'", ['ord_']],
  ["if (type === 'OrderPlaced') {}", ['order', 'OrderPlaced']],
  ['placeOrder({ system })', ['order', 'placeOrder']],
  ["throw new ApiError('OUT_OF_STOCK')", ['OUT_OF_STOCK']],
  ['toolkit/src/order-store.ts', ['order']],
  ["schema: 'orders', worker: 'fulfilment'", ['orders', 'fulfilment']],
  ['const product = 1', ['product']],
  ['// as `/orders/{id}`', ['orders']],
])('%s is found', (text, found) => {
  expect(wordsIn(text, SAMPLE).toSorted()).toEqual(found.toSorted())
})

test.each([
  "const { order = 'asc' } = query",
  'order: z.optional(direction)',
  '/** In the order of creation. */',
  'inOrder(a, b)',
  '// the whole product',
  "const url = 'https://x.example'",
  'results: fulfilled, ordinary, stock',
])('%s says nothing of the sample', (text) => {
  expect(wordsIn(text, SAMPLE)).toEqual([])
})
