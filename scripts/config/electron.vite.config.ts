import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Node in the oldest Electron that must run Trousse (33). */
const NODE_TARGET = 'node20.18'

/** Libraries that the first screen needs; what one screen alone needs, such as the editor, stays with it. */
const EVERYWHERE =
  /node_modules[\\/](react|react-dom|scheduler|react-aria|react-stately|react-aria-components|@react-aria|@react-stately|@internationalized|@swc|@tanstack|i18next|react-i18next|lucide-react|clsx|use-sync-external-store)[\\/]/

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: NODE_TARGET,
      // One file is read at start instead of hundreds; native code and what loads files of its own stay outside.
      externalizeDeps: false,
      minify: true,
      // Read from the disk, not over a network: one large file starts faster than many small ones.
      chunkSizeWarningLimit: 4_000,
      rollupOptions: {
        external: ['electron', 'better-sqlite3', 'electron-updater', /^node:/],
        input: {
          index: at('electron/main/index.ts'),
          'store-worker': at('electron/store/worker.ts'),
          'demo-worker': at('electron/demo/worker.ts'),
          'import-worker': at('electron/services/imports/worker.ts'),
          'calendar-worker': at('electron/sources/ical/worker.ts'),
          'export-worker': at('electron/services/exports/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/preload/index.ts'), 'capture-page': at('electron/preload/capture-page/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      minify: true,
      // Read from the disk, not over a network: one large file starts faster than many small ones.
      chunkSizeWarningLimit: 4_000,
      rollupOptions: {
        input: { index: at('renderer/index.html'), 'capture-bar': at('renderer/capture-bar.html') },
        // Each file is one more question to the main process while it opens the space: what every screen needs comes in
        // two, and a screen's own code in one of its own.
        output: {
          codeSplitting: {
            groups: [
              { name: 'libraries', test: EVERYWHERE, priority: 2 },
              { name: 'shared', test: /[\\/]renderer[\\/]/, minShareCount: 2, priority: 1 },
            ],
          },
        },
      },
    },
  },
})
