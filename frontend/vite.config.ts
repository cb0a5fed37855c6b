import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// Leaflet is django-leaflet's one copy, loaded before the entry; nothing here bundles it.
export default defineConfig({
  base: '/static/app/',
  plugins: [vue()],
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2020',
    sourcemap: false,
    // a data: URL would need its own exception in the content security policy
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'src/main.ts' },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
