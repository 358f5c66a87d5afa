import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** Runs a module that is written for bundlers (JSX, style sheets, packages without file endings): it is bundled for Node, and its exports answered. */
export async function runBundled(file: string): Promise<Record<string, unknown>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    ssr: { noExternal: true },
    build: { ssr: file, write: false, minify: false, rolldownOptions: { output: { codeSplitting: false } } },
  })
  const [chunk] = 'output' in built ? built.output : []
  if (!chunk) throw new Error(`${file} was not bundled`)
  return import(`data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`)
}
