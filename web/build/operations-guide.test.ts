import { expect, test } from 'vitest'
import { guideHtml } from './operations-guide.ts'

test('paragraphs have the ids by which alarms name them, and the title is left to the page', () => {
  const html = guideHtml("# Operations\n\nFirst.\n\n## A tier's errors, and `5xx`\n\nText.")
  expect(html).not.toContain('Operations')
  expect(html).toContain('<h2 id="a-tiers-errors-and-5xx">')
})

test('links lead within the guide, or out of the site; those to other files are text', () => {
  const html = guideHtml('[here](#here), [AWS](https://docs.aws.amazon.com/), [limits](limits.md)')
  expect(html).toContain('<a href="#here">here</a>, <a href="https://docs.aws.amazon.com/">AWS</a>, limits')
})

test('no address of a link ends its attribute', () => {
  const html = guideHtml('[prices](<https://aws.amazon.com/?a=1&b="onclick="c>)')
  expect(html).toContain('<a href="https://aws.amazon.com/?a=1&amp;b=&quot;onclick=&quot;c">prices</a>')
})
