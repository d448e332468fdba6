import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `vite` alone is for developing: it hands the API's paths on to a running API.
const { API_URL: api = 'http://127.0.0.1:8000' } = process.env;

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  plugins: [react()],
  // The packages of this repository, straight from their sources.
  resolve: { conditions: ['@dance-pose/source', 'module', 'browser', 'production'] },
  build: {
    target: 'es2022',
    // Nothing inlined: the Content-Security-Policy lets only files of the origin run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/v1': api, '/openapi.json': api, '/objects': api } },
});
