import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/cdk.out/**', '**/.build/**'],
    // Acceptance tests boot the whole system; a slow machine must not turn that into a failure.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
