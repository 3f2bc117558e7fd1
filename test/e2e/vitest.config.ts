import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/e2e/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Windows take turns: two at once would fight for the display's focus.
    fileParallelism: false,
    maxWorkers: 1,
    pool: 'forks',
  },
})
