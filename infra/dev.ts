// For `npm run dev`: stays alive, bundles handlers and toolkit again whenever one of their files is saved, and writes the directory of
// each new assembly to stdout, a line each. It ends with code 75 when a file changed that this process itself has loaded.
import { existsSync, mkdirSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { AssetStaging } from 'aws-cdk-lib'
import { context } from 'esbuild'
import { tenantryApp } from './app.ts'
import { BUILD_DIRECTORY, passes, ROOT, removeBundles } from './build/bundle.ts'
import { buildSites } from './build/sites.ts'

const ASSEMBLIES = `${BUILD_DIRECTORY}-assemblies`
/** BSD's EX_TEMPFAIL: try again. */
const RELOAD = 75
/** Files that are saved together are built together. */
const QUIET_MS = 40

let built = 0
let waiting: NodeJS.Timeout | undefined
const finished = new Set<number>()

mkdirSync(ASSEMBLIES, { recursive: true })
// Every assembly holds the sites; they are those that the start has built.
await buildSites()
const contexts = await Promise.all(
  passes().map((options, pass) =>
    context({
      ...options,
      plugins: [
        ...(options.plugins ?? []),
        {
          name: 'synthesize',
          setup({ onEnd }) {
            onEnd(({ errors }) => {
              // What does not compile has been reported; the functions stay as they are.
              if (errors.length > 0) return
              finished.add(pass)
              clearTimeout(waiting)
              if (finished.size === passes().length) waiting = setTimeout(synthesize, QUIET_MS)
            })
          },
        },
      ],
    }),
  ),
)
await Promise.all(contexts.map((one) => one.watch()))
for (const folder of ['infra', 'contracts']) {
  watch(join(ROOT, folder), { recursive: true }, (_, file) => {
    if (file?.endsWith('.ts') && !file.endsWith('.test.ts') && existsSync(join(ROOT, folder, file)))
      process.exit(RELOAD)
  })
}
process.on('exit', () => {
  removeBundles()
  rmSync(ASSEMBLIES, { recursive: true, force: true })
})
// Ctrl-C reaches the whole process group; the parent's end is ours.
process.on('SIGINT', () => {})
process.stdin.on('end', () => process.exit(0)).resume()

function synthesize() {
  const outdir = join(ASSEMBLIES, String(++built))
  try {
    // The same paths hold other bundles now.
    AssetStaging.clearAssetHashCache()
    tenantryApp(outdir).synth()
    process.stdout.write(`${outdir}\n`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}
