import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** For tests of a copy of the repository, which only a test of the repository itself starts. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..', '..'),
  test: {
    include: ['tests/copies/inside/*.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: 1,
  },
})
