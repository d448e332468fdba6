// A rule about folders, in a run of its own: it leaves out tests, which may join any folders of their package.
import rules, { tests } from './.dependency-cruiser.mjs';

export default {
  forbidden: [
    {
      name: 'folders-do-not-import-each-other',
      comment:
        'Imports between the folders of a package go one way. Files directly in src join the folders.',
      severity: 'error',
      scope: 'folder',
      from: { path: '/src/' },
      to: { circular: true },
    },
  ],
  options: {
    ...rules.options,
    exclude: { path: [rules.options.exclude.path, tests] },
  },
};
