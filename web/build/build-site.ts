import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'
import { cloudscapeTheme } from './cloudscape-theme.ts'
import { operationsGuide } from './operations-guide.ts'
import { prerender } from './prerender.ts'

export const SITES = ['public-site', 'operator-console'] as const
export type Site = (typeof SITES)[number]

const WEB = join(import.meta.dirname, '..')

/** How a site is built and, by the development server, served. */
export const siteConfig = (site: Site): InlineConfig => ({
  configFile: false,
  root: join(WEB, site),
  publicDir: join(WEB, 'shared', 'public'),
  plugins: [react(), cloudscapeTheme(), operationsGuide(), prerender(site)],
  logLevel: 'warn',
  build: {
    target: 'es2022',
    // The content security policy takes neither `data:` fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What a page loads at first has its budget; the signed-in apps bring Cloudscape.
    chunkSizeWarningLimit: 1500,
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } },
  },
})

/** What a build made, as far as budgets look at it. */
export interface BuiltFile {
  fileName: string
  content: string | Uint8Array
  /** Chunks only. */
  isEntry: boolean
  imports: string[]
  css: string[]
  modules: string[]
}

/** Builds one site into `<outdir>/<site>`. */
export async function buildSite(site: Site, outdir: string): Promise<BuiltFile[]> {
  const config = siteConfig(site)
  const built = await build({ ...config, build: { ...config.build, outDir: join(outdir, site) } })
  if (!('output' in built)) throw new Error('a build that is not watched has one output')
  return built.output.map((file) => ({
    fileName: file.fileName,
    content: file.type === 'chunk' ? file.code : file.source,
    isEntry: file.type === 'chunk' && file.isEntry,
    imports: file.type === 'chunk' ? file.imports : [],
    css: file.type === 'chunk' ? [...(file.viteMetadata?.importedCss ?? [])] : [],
    modules: file.type === 'chunk' ? file.moduleIds : [],
  }))
}
