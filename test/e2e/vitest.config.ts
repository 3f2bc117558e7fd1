import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/e2e/**/*.spec.ts'],
    // Generous: a start takes a second on a free machine, and no test measures time.
    // Vitest waits one second by itself: a loaded machine takes longer to do the right thing.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Windows take turns: two at once would fight for the display's focus.
    fileParallelism: false,
    maxWorkers: 1,
    pool: 'forks',
  },
})
