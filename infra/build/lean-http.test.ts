import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { leanHttp } from './lean-http.ts'

test('what a bundle imports of http is there, and undici is not loaded', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-bundle-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const [entry, outfile] = [join(directory, 'entry.ts'), join(directory, 'bundle.mjs')]
  writeFileSync(
    entry,
    `import http, { Agent, request as ask } from 'http'
     import * as all from 'node:http'
     const right = http.Agent === Agent && all.request === ask && all.default === http
     const undici = process.moduleLoadList.some((name) => name.includes('deps/undici'))
     console.log(JSON.stringify({ right, undici }))`,
  )
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', plugins: [leanHttp] })
  expect(JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' }))).toEqual({
    right: true,
    undici: false,
  })
})
