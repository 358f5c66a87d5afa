import { join } from 'node:path'
import type { Plugin } from 'vite'
import * as z from 'zod/mini'
import { runBundled } from './run-bundled.ts'

const WEB = join(import.meta.dirname, '..')
const Site = z.object({ documents: z.custom<() => Record<string, string>>((value) => typeof value === 'function') })

/** Puts what a page shows before any script runs into its document: the first paint needs HTML and a style sheet. */
export function prerender(site: string): Plugin {
  return {
    name: 'prerender',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const template = bundle['index.html']
        if (template?.type !== 'asset') throw new Error(`${site} has no document`)
        const empty = String(template.source)
        const { documents } = z.parse(Site, await runBundled(join(WEB, site, 'documents.tsx')))
        for (const [fileName, content] of Object.entries(documents())) {
          const source = filled(empty, content)
          if (fileName === 'index.html') template.source = source
          else this.emitFile({ type: 'asset', fileName, source })
        }
      },
    },
  }
}

/** React writes a page's title before its elements; it belongs in the document's head. */
export function filled(empty: string, content: string): string {
  const [, title, elements = ''] = /^(<title>[^<]*<\/title>)?(.*)$/s.exec(content) ?? []
  const titled = title === undefined ? empty : empty.replace(/<title>[^<]*<\/title>/, () => title)
  return titled.replace('<div id="root"></div>', () => `<div id="root">${elements}</div>`)
}
