import { expect, test } from 'vitest'
import { filled } from './prerender.ts'

const empty = '<head><title>Tenantry</title></head><body><div id="root"></div></body>'

test('what a page shows before scripts stands in its root, and its title in the head', () => {
  expect(filled(empty, '<title>Costs $1 &amp; more</title><main>From $& a month</main>')).toBe(
    '<head><title>Costs $1 &amp; more</title></head><body><div id="root"><main>From $& a month</main></div></body>',
  )
})

test('a page without a title keeps the site’s', () => {
  expect(filled(empty, '<main></main>')).toBe(empty.replace('></div>', '><main></main></div>'))
})
