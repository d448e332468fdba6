import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { repairLanguage } from './shared/locale.ts';
import '@fontsource-variable/figtree/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';

// Charts load later and read it as they do.
repairLanguage();

// Without this, the browser navigates to a file that is dropped outside the drop zone.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault());

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
