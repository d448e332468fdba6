import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `vite` alone is the development server: it proxies the API's paths to a running API.
const { API_URL: api = 'http://127.0.0.1:8000' } = process.env;

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  plugins: [react()],
  // Imports this repository's packages from their sources.
  resolve: { conditions: ['@dance-pose/source', 'module', 'browser', 'production'] },
  build: {
    target: 'es2022',
    // Nothing is inlined: the Content-Security-Policy allows only scripts and styles of the origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/v1': api, '/openapi.json': api, '/objects': api } },
});
