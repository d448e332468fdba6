import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findConstructions, findPhrases, readGlossary } from './words/phrases.ts';

// `pnpm check:words [path …]`: reports phrases that docs/glossary.md replaces, and comments that read as translated.
// Exits with 1 if there are any.

const prose = /\.(md|ts|tsx|mjs|css|html|sh|py|ya?ml|json)$|Dockerfile$|\.env\.example$/;
const code = /\.(ts|tsx|mjs|css|sh|py|ya?ml)$|Dockerfile$|\.env\.example$/;
/** The glossary, its rules and the changelog name old phrases; the lock file is not ours; a later rewrite replaces the three rooms. */
const left =
  /^(docs\/glossary\.md|CHANGELOG\.md|scripts\/words\/.*|pnpm-lock\.yaml|packages\/queue\/.*|services\/worker\/.*|services\/api\/src\/jobs\/.*)$/;

const glossary = readGlossary(readFileSync('docs/glossary.md', 'utf8'));
const tracked = execFileSync('git', ['ls-files', ...process.argv.slice(2)], { encoding: 'utf8' });
const paths = tracked.split('\n').filter((path) => prose.test(path) && !left.test(path));

let count = 0;
for (const path of paths) {
  const text = readFileSync(path, 'utf8');
  const findings = [
    ...findPhrases(text, glossary),
    ...(code.test(path) ? findConstructions(text) : []),
  ].sort((a, b) => a.line - b.line);
  for (const { line, found, say } of findings) {
    process.stdout.write(`${path}:${line}: "${found}"; say: ${say}\n`);
  }
  count += findings.length;
}
process.stdout.write(`${count} ${count === 1 ? 'phrase' : 'phrases'} in ${paths.length} files\n`);
process.exitCode = count === 0 ? 0 : 1;
