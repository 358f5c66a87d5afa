import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { listingOf } from './listing.ts'
import { collectionsIn, withOfferedSorts } from './offered-sorts.ts'
import { openApiDocument } from './openapi.ts'
import { defineEntity } from './service/entity.ts'

const WIDGET = defineEntity({
  name: 'widget',
  collection: 'widgets',
  idPrefix: 'wdg',
  schema: z.object({ id: z.string(), name: z.string(), weight: z.int() }),
  sorts: {
    name: { slot: 1, text: ({ name }) => name },
    weight: { slot: 3, text: ({ weight }) => String(weight), version: 2 },
  },
  searched: ({ name }) => [name],
})
const document = openApiDocument({
  title: 'Widgets',
  description: 'Widgets',
  version: '1.0.0',
  routes: [
    {
      method: 'GET',
      path: '/widgets',
      operation: 'listWidgets',
      service: 'widgets',
      roles: [],
      query: listingOf(WIDGET),
    },
  ],
})
const offered = (complete: string[] | undefined) => {
  const text = JSON.stringify(withOfferedSorts(document, () => complete))
  expect(text).not.toContain('x-tenantry-sorts-of')
  return /"name":"sort","in":"query","required":false,"schema":\{[^}]*"enum":(\[[^\]]*\])/.exec(text)?.[1]
}

test('a document names the sorts that are complete, and no others', () => {
  expect(offered(['slot1:name@1', 'slot3:weight@2', 'searchText@1'])).toBe('["createdAt","name","weight"]')
  expect(offered(['slot1:name@1'])).toBe('["createdAt","name"]')
  expect(offered([])).toBe('["createdAt"]')
})

test('an order that was made by another version of its text, or lives in another slot, is not the same order', () => {
  expect(offered(['slot1:name@1', 'slot3:weight@1', 'slot2:weight@2'])).toBe('["createdAt","name"]')
})

test('a table that was never filled has held every order from its first item on', () => {
  expect(offered(undefined)).toBe('["createdAt","name","weight"]')
})

test('a document tells which tables its lists are of', () => {
  expect(collectionsIn(document)).toEqual(['widgets'])
})
