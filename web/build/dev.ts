// For `npm run dev`: serves both sites with hot reload on loopback, and writes each address to stdout. What a deployment adds at run
// time (config.json) comes from the deployed sites, whose addresses are the arguments: `<site>=<url>`. Each line of stdin is a JSON list of
// files that changed: `{ event, path }`. Vite's own watcher loses a save by rename that follows another save closely.
import { createInterface } from 'node:readline'
import { createServer, type ViteDevServer } from 'vite'
import { SITES, siteConfig } from './build-site.ts'

const deployed = new Map(process.argv.slice(2).map((argument) => argument.split('=', 2) as [string, string]))
/** Vite's own port, and the next ones where it is taken. */
const PORT = 5173

const servers: ViteDevServer[] = []
for (const [index, site] of SITES.entries()) {
  const target = deployed.get(site)
  if (target === undefined) throw new Error(`usage: dev.ts ${SITES.map((name) => `${name}=<url>`).join(' ')}`)
  const server = await createServer({
    ...siteConfig(site),
    cacheDir: `../../.build/vite/${site}`,
    server: {
      host: 'localhost',
      port: PORT + index,
      watch: null,
      proxy: { '/config.json': { target, changeOrigin: true } },
    },
  })
  servers.push(server)
  await server.listen()
  process.stdout.write(`${site} ${server.resolvedUrls?.local[0]}\n`)
}
// Ctrl-C reaches the whole process group; the parent's end is ours.
process.on('SIGINT', () => {})
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const changes: { event: string; path: string }[] = JSON.parse(line)
    for (const { watcher } of servers) for (const { event, path } of changes) watcher.emit(event, path)
  })
  .on('close', () => process.exit(0))
