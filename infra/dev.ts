// For `npm run dev`: stays alive and bundles again what saved files are part of: each line of stdin is a JSON list of files. It writes new
// assemblies below the folder that is its argument, and the directory of each to stdout, a line each. It ends with code 75 when a file changed
// that this process itself has loaded.
import { cpSync, existsSync, rmSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { AssetStaging } from 'aws-cdk-lib'
import { synthesize } from './app.ts'
import { removeBundles } from './build/bundle.ts'
import { isLoaded } from './build/loaded-sources.ts'
import { rebundler } from './build/rebundle.ts'
import { ROOT } from './build/root.ts'
import { buildSites, siteDirectory } from './build/sites.ts'

const [assemblies] = process.argv.slice(2)
if (!assemblies) throw new Error('usage: dev.ts <folder for assemblies>')
/** BSD's EX_TEMPFAIL: try again. */
const RELOAD = 75
/** After so many the compiler of the runtime has done its work. */
const WARM_UPS = 2

let built = 0
/** Files that were saved and are not bundled yet, or do not compile. */
const saved = new Set<string>()

process.on('exit', removeBundles)
// Ctrl-C reaches the whole process group; the parent's end is ours.
process.on('SIGINT', () => {})
await placeSites()
const rebundle = rebundler()
let building = buildSaved()
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const files: string[] = JSON.parse(line)
    if (files.some(isOfThisProcess)) process.exit(RELOAD)
    for (const file of files) saved.add(file)
    building = building.then(buildSaved)
  })
  .on('close', () => process.exit(0))

/** Every assembly holds the sites: those that the first of these processes has built, for pages in work are served from their sources. */
async function placeSites() {
  const kept = join(String(assemblies), 'sites')
  const sites = dirname(siteDirectory('any'))
  if (existsSync(kept)) return cpSync(kept, sites, { recursive: true })
  await buildSites()
  cpSync(sites, kept, { recursive: true })
}

/** The modules that it has loaded, and the files beside them that they read. */
function isOfThisProcess(file: string): boolean {
  return isLoaded(file) || file.startsWith(join(ROOT, 'infra') + sep)
}

async function buildSaved() {
  const now = new Set(saved)
  try {
    if (await rebundle(now)) deliver()
  } catch (error) {
    // What does not compile has been reported by esbuild. The functions stay as they are, and these files are part of the next try.
    if (!isCompileError(error)) console.error(error)
    return
  }
  for (const file of now) saved.delete(file)
}

/** https://esbuild.github.io/api/#build-failures */
const isCompileError = (error: unknown): boolean => error instanceof Error && 'errors' in error && 'warnings' in error

function deliver() {
  const outdir = assemblyFolder(String(++built))
  try {
    synthesizeTo(outdir)
    process.stdout.write(`${outdir}\n`)
    if (built === 1) warmUp()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}

/** The first syntheses of a process take four times as long as later ones: nobody shall wait for them after a save. */
function warmUp() {
  const outdir = assemblyFolder('warm-up')
  for (let time = 0; time < WARM_UPS; time++) synthesizeTo(outdir)
  rmSync(outdir, { recursive: true, force: true })
}

/** One that no process before has used: the parent may still read theirs. */
function assemblyFolder(name: string): string {
  return join(String(assemblies), `${process.pid}-${name}`)
}

function synthesizeTo(outdir: string) {
  // The same paths hold other bundles now.
  AssetStaging.clearAssetHashCache()
  synthesize(outdir)
}
