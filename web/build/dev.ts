// For `npm run dev`: serves both sites with hot reload on loopback, and writes each address to stdout. What a deployment adds at run
// time (config.json) comes from the deployed sites, whose addresses are the arguments: `<site>=<url>`.
import { createServer } from 'vite'
import { SITES, siteConfig } from './build-site.ts'

const deployed = new Map(process.argv.slice(2).map((argument) => argument.split('=', 2) as [string, string]))
/** Vite's own port, and the next ones where it is taken. */
const PORT = 5173

for (const [index, site] of SITES.entries()) {
  const target = deployed.get(site)
  if (target === undefined) throw new Error(`usage: dev.ts ${SITES.map((name) => `${name}=<url>`).join(' ')}`)
  const server = await createServer({
    ...siteConfig(site),
    cacheDir: `../../.build/vite/${site}`,
    server: { host: 'localhost', port: PORT + index, proxy: { '/config.json': { target, changeOrigin: true } } },
  })
  await server.listen()
  process.stdout.write(`${site} ${server.resolvedUrls?.local[0]}\n`)
}
// Ctrl-C reaches the whole process group; the parent's end is ours.
process.on('SIGINT', () => {})
process.stdin.on('end', () => process.exit(0)).resume()
