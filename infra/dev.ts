// For `npm run dev`: stays alive, bundles handlers and toolkit again whenever one of their files is saved, and writes the directory of
// each new assembly to stdout, a line each. It ends with code 75 when a file changed that this process itself has loaded.
import { existsSync, mkdirSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { AssetStaging } from 'aws-cdk-lib'
import { synthesize } from './app.ts'
import { BUILD_DIRECTORY, ROOT, removeBundles } from './build/bundle.ts'
import { partsOf, rebundler } from './build/rebundle.ts'
import { buildSites } from './build/sites.ts'

const ASSEMBLIES = `${BUILD_DIRECTORY}-assemblies`
/** BSD's EX_TEMPFAIL: try again. */
const RELOAD = 75
/** Files that are saved together are built together. */
const QUIET_MS = 40
/** After so many the compiler of the runtime has done its work. */
const WARM_UPS = 2

let built = 0
let waiting: NodeJS.Timeout | undefined
let building = Promise.resolve()
/** Files that were saved and are not bundled yet, or do not compile. */
const saved = new Set<string>()

mkdirSync(ASSEMBLIES, { recursive: true })
// Every assembly holds the sites; they are those that the start has built.
await buildSites()
// Templates are made from them, and this process has loaded them.
const descriptorFiles = await partsOf(join(ROOT, 'infra', 'build', 'api-document.ts'))
const rebundle = await rebundler()
deliver()
warmUp()
// The system says when a file is saved; esbuild's own watcher looks through all of them every few seconds.
for (const folder of ['app-plane', 'control-plane', 'services', 'toolkit']) {
  watchSources(folder, (file) => (descriptorFiles.has(file) ? process.exit(RELOAD) : buildSoon(file)))
}
for (const folder of ['infra', 'contracts']) watchSources(folder, () => process.exit(RELOAD))
process.on('exit', () => {
  removeBundles()
  rmSync(ASSEMBLIES, { recursive: true, force: true })
})
// Ctrl-C reaches the whole process group; the parent's end is ours.
process.on('SIGINT', () => {})
process.stdin.on('end', () => process.exit(0)).resume()

function watchSources(folder: string, changed: (file: string) => void) {
  watch(join(ROOT, folder), { recursive: true }, (_, name) => {
    const file = join(ROOT, folder, name ?? '')
    if (file.endsWith('.ts') && !file.endsWith('.test.ts') && existsSync(file)) changed(file)
  })
}

function buildSoon(file: string) {
  saved.add(file)
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    building = building.then(buildSaved)
  }, QUIET_MS)
}

async function buildSaved() {
  const now = new Set(saved)
  try {
    await rebundle(now)
  } catch {
    // What does not compile has been reported; the functions stay as they are, and these files are part of the next try.
    return
  }
  for (const file of now) saved.delete(file)
  deliver()
}

function deliver() {
  const outdir = join(ASSEMBLIES, String(++built))
  try {
    synthesizeTo(outdir)
    process.stdout.write(`${outdir}\n`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}

/** The first syntheses of a process take four times as long as later ones: nobody shall wait for them after a save. */
function warmUp() {
  const outdir = join(ASSEMBLIES, 'warm-up')
  for (let time = 0; time < WARM_UPS; time++) synthesizeTo(outdir)
  rmSync(outdir, { recursive: true, force: true })
}

function synthesizeTo(outdir: string) {
  // The same paths hold other bundles now.
  AssetStaging.clearAssetHashCache()
  synthesize(outdir)
}
