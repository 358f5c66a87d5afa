import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const NAME = 'virtual:cloudscape-theme.css'
const SOURCE = join(import.meta.dirname, '..', 'shared', 'theme', 'cloudscape-theme.ts')

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
  }
}

/** Cloudscape's generator is written for bundlers: it is bundled for Node, and run. */
async function generate(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: SOURCE, write: false, minify: false },
  })
  const [chunk] = 'output' in built ? built.output : []
  if (!chunk) throw new Error('the theme was not bundled')
  const module = await import(`data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`)
  return module.stylesheet()
}
