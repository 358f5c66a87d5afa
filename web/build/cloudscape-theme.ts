import { join } from 'node:path'
import type { Plugin } from 'vite'
import * as z from 'zod/mini'
import { runBundled } from './run-bundled.ts'

const NAME = 'virtual:cloudscape-theme.css'
const SOURCE = join(import.meta.dirname, '..', 'shared', 'theme', 'cloudscape-theme.ts')

const Theme = z.object({ stylesheet: z.custom<() => string>((value) => typeof value === 'function') })
let made: Promise<string> | undefined

/**
 * Cloudscape in our colours, as a style sheet made at build time: its own `applyTheme` would write a `<style>` element at run time, which the
 * content security policy forbids, and would bring all its tokens into the browser.
 */
export function cloudscapeTheme(): Plugin {
  return {
    name: 'cloudscape-theme',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null
      this.addWatchFile(SOURCE)
      made ??= generate()
      return made
    },
    watchChange(id) {
      if (id === SOURCE) made = undefined
    },
  }
}

async function generate(): Promise<string> {
  const { stylesheet } = z.parse(Theme, await runBundled(SOURCE))
  return stylesheet()
}
