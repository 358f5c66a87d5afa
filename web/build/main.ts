// Puts both sites into `<outdir>/<site>`, prints what a first visit loads, and fails when that exceeds a budget.
import { BUDGETS, firstLoad, kilobytes, problemsOf } from './budgets.ts'
import { buildSite, SITES, type Site } from './build-site.ts'
import { keptSites } from './kept-sites.ts'

const [outdir] = process.argv.slice(2)
if (!outdir) throw new Error('usage: main.ts <outdir>')
// What is built is what is deployed, also where a test starts the build.
process.env.NODE_ENV = 'production'

const outcome = await keptSites(outdir, async (directory) => {
  const kept = await Promise.all(SITES.map((site) => build(site, directory)))
  return kept.every((withinBudget) => withinBudget)
})
if (outcome === 'reused') console.log('sites reused: nothing of theirs changed')
if (outcome === 'failed') process.exitCode = 1

async function build(site: Site, directory: string): Promise<boolean> {
  const load = firstLoad(await buildSite(site, directory))
  const { js, css } = BUDGETS[site]
  console.log(
    `${site}: first visit ${kilobytes(load.js)} of JavaScript (gzip; budget ${kilobytes(js)}), ${kilobytes(load.css)} of CSS (budget ${kilobytes(css)})`,
  )
  const problems = problemsOf(load, BUDGETS[site])
  for (const problem of problems) console.error(`${site} exceeds its budget: ${problem}`)
  return problems.length === 0
}
