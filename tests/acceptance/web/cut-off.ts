import type { Page } from 'playwright-core'

/** Tables of which a part is cut off, or has to be scrolled to sideways: their names, and the pixels that they lack. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(`
    [...document.querySelectorAll('table')].flatMap((table) => {
      const lacks = table.scrollWidth - table.parentElement.clientWidth
      return lacks > 1 ? [table.getAttribute('aria-label') + ' lacks ' + lacks + ' px'] : []
    })
  `)
