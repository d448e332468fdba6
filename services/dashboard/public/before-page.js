// Runs before the modules of the page and before its first paint.

// The theme that was chosen (src/shared/theme.ts): otherwise the page flashes in the other one.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the theme of the system.
}

// zod probes `new Function` as it loads, unless this is set; the policy of the page forbids it and reports each probe.
globalThis.__zod_globalConfig = { jitless: true };
