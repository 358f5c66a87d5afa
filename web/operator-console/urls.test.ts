import { expect, test } from 'vitest'
import * as urls from './urls.ts'

test('the sign-in leads back to where the operator was going: page, filter and paragraph', () => {
  const span = { from: '2026-03-01T10:05:00.000Z', to: '2026-03-01T10:20:00.000Z' }
  const pages = [
    urls.guide('errors-of-an-api'),
    urls.incidents(span),
    urls.story('a/b c', { at: span.from }),
    urls.costs({ ...span, tier: 'Gold & Silver' }, 'service'),
    urls.costLines({ day: '2026-03-01', service: 'AmazonDynamoDB', tenantId: 'tnt_1' }),
  ]
  for (const page of pages) {
    const { searchParams } = new URL(urls.signIn(page), 'https://console.example')
    expect(urls.safeBack(searchParams.get('back'))).toBe(page)
  }
})

test.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb'])(
  'a link that leads back to %j leads to the overview',
  (back) => {
    expect(urls.safeBack(back)).toBe(urls.home())
  },
)
