import { deleteJob, listJobs, Problem } from './api.js';
import { byId, element } from './dom.js';
import { hasEnded } from './follow.js';
import { ago, sizeOf, stateNames } from './words.js';

const refreshEveryMs = 5000;

/**
 * The list of the latest jobs; it looks again by itself while one of them still runs.
 * @param onDeleted hears the id of a job that the user has removed
 */
export function showRecent(onDeleted) {
  let shown = [];
  let nextCursor = null;
  let timer;

  const render = () => {
    byId('recent').replaceChildren(...shown.map((job) => row(job, remove)));
    byId('recent-note').hidden = shown.length > 0;
    byId('recent-note').textContent = 'Nothing yet. Your analyses will be listed here.';
    byId('more').hidden = nextCursor === null;
  };
  const fail = (problem) => {
    if (!(problem instanceof Problem)) throw problem;
    byId('recent-note').hidden = false;
    byId('recent-note').textContent = `The list could not be loaded: ${problem.message}`;
  };
  const refresh = async () => {
    clearTimeout(timer);
    try {
      ({ jobs: shown, nextCursor } = await listJobs());
      render();
    } catch (problem) {
      fail(problem);
    }
    if (!shown.every(hasEnded)) timer = setTimeout(refresh, refreshEveryMs);
  };
  const more = async () => {
    try {
      const page = await listJobs(nextCursor);
      shown = [...shown, ...page.jobs];
      nextCursor = page.nextCursor;
      render();
    } catch (problem) {
      fail(problem);
    }
  };
  const remove = async ({ id, source }) => {
    if (!confirm(`Delete “${source.fileName}” with everything that was made of it?`)) return;
    try {
      await deleteJob(id);
      onDeleted(id);
      await refresh();
    } catch (problem) {
      fail(problem);
    }
  };
  byId('more').addEventListener('click', () => void more());
  void refresh();
  return { refresh: () => void refresh() };
}

function row(job, onDelete) {
  const { id, source, state, createdAt } = job;
  const button = element('button', { type: 'button' }, 'Delete');
  button.setAttribute('aria-label', `Delete ${source.fileName}`);
  button.addEventListener('click', () => void onDelete(job));
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#${id}` },
      element('span', { className: 'name' }, source.fileName),
      element('span', { className: 'hint' }, `${ago(createdAt)} · ${sizeOf(source.sizeBytes)}`),
    ),
    element('span', { className: 'badge', data: { state } }, stateNames[state]),
    button,
  );
}
