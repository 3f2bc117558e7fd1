import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/{unit,store,sources,crash,contract,cli}/**/*.test.{ts,tsx}'],
    // Vitest waits one second by itself: a loaded machine takes longer to do the right thing.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more forks only make each slower.
    maxWorkers: 2,
    pool: 'forks',
  },
})
