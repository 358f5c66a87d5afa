import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'
import type { Plugin } from 'vite'

const NAME = 'virtual:operations-guide'
const SOURCE = join(import.meta.dirname, '..', '..', 'docs', 'guides', 'operations.md')

/** The guide for operations as HTML, made at build time, so that the console shows what an alarm means and no browser loads a parser. */
export function operationsGuide(): Plugin {
  return {
    name: 'operations-guide',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null
      this.addWatchFile(SOURCE)
      return `export const html = ${JSON.stringify(guideHtml(readFileSync(SOURCE, 'utf8')))}`
    },
  }
}

/** Its paragraphs have the ids by which links name them on GitHub, too. The title is the page's. Other files have no page: their links are text. */
export function guideHtml(markdown: string): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, text, depth }) {
        if (depth === 1) return ''
        return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        return /^(#|https:)/.test(href) ? `<a href="${escapeQuotes(href)}">${text}</a>` : text
      },
    },
  })
  return marked.parse(markdown, { async: false })
}

const escapeQuotes = (href: string): string => href.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** As GitHub forms it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
