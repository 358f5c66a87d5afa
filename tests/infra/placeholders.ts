import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILD_DIRECTORY } from '@tenantry/infra/build/bundle.ts'
import { ROOT } from '@tenantry/infra/build/root.ts'
import { siteDirectory } from '@tenantry/infra/build/sites.ts'

/** Stands in for bundled functions, the layer and built sites, for tests that look at templates only. */
export function writePlaceholders(services: readonly { name: string }[]): void {
  const planes = ['app-plane', 'control-plane'].flatMap((plane) =>
    readdirSync(join(ROOT, plane, 'src')).map((folder) => `${plane}/${folder}`),
  )
  const functions = [...planes, ...services.flatMap(({ name }) => [`services/${name}`, `services/${name}/worker`])]
  for (const entry of functions) place(join(BUILD_DIRECTORY, 'functions', entry), 'index.mjs')
  place(join(BUILD_DIRECTORY, 'layer'), 'index.mjs')
  for (const site of ['public-site', 'operator-console']) place(siteDirectory(site), 'index.html')
}

export const removePlaceholders = (): void => rmSync(BUILD_DIRECTORY, { recursive: true, force: true })

function place(directory: string, file: string): void {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, file), '')
}
