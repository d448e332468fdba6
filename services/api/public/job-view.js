import { getJob } from './api.js';
import { byId, element } from './dom.js';
import { progressFacts, sizeOf, stageNames, stateNames, summaryOf } from './words.js';

/** Shows one job in its card: while it is sent, while it runs, and what came of it. */
export function showTitle(fileName) {
  byId('job').hidden = false;
  byId('job-heading').textContent = fileName;
  byId('problem').hidden = true;
  byId('result').hidden = true;
  byId('stage').replaceChildren();
  showState(undefined);
}

export function showUpload(sentBytes, totalBytes) {
  const percent = totalBytes === 0 ? 0 : (100 * sentBytes) / totalBytes;
  const facts = `${Math.floor(percent)} % · ${sizeOf(sentBytes)} of ${sizeOf(totalBytes)}`;
  showRunning('uploading', 'Sending the file', percent, facts);
}

export function showJob(job) {
  const { state, progress } = job;
  if (state === 'queued') showRunning('queued', 'Waiting for a free worker', undefined, '');
  else if (state === 'active') {
    const doing = progress === null ? 'Starting' : stageNames[progress.stage];
    const facts = progress === null ? '' : progressFacts(progress);
    showRunning('active', doing, progress?.percent, facts);
  } else showEnded(job);
}

export function showLost() {
  byId('facts').textContent = 'The connection is lost, trying again…';
}

function showState(state) {
  const badge = byId('state');
  badge.hidden = state === undefined;
  badge.textContent = stateNames[state] ?? '';
  badge.dataset.state = state ?? '';
}

function showRunning(state, doing, percent, facts) {
  showState(state);
  byId('running').hidden = false;
  const bar = byId('bar');
  if (percent === undefined) bar.removeAttribute('value');
  else bar.value = percent;
  byId('doing').textContent = doing;
  byId('facts').textContent = facts;
  say(doing);
}

/** For screen readers: what is being done, not every percent of it. */
function say(text) {
  if (byId('spoken').textContent !== text) byId('spoken').textContent = text;
}

function showEnded(job) {
  showState(job.state);
  byId('running').hidden = true;
  say(`${job.source.fileName}: ${stateNames[job.state]}`);
  if (job.result !== null) showResult(job);
  else if (job.state === 'failed') {
    showProblem({ title: 'The analysis failed', detail: job.error.message }, false);
  }
}

/** @param canRetry whether sending the same again makes sense */
export function showProblem({ title, detail, errors = [], requestId }, canRetry) {
  byId('running').hidden = true;
  byId('problem').hidden = false;
  byId('problem-title').textContent = title;
  byId('problem-detail').textContent = detail;
  const fields = errors.map(({ path, message }) => element('li', {}, `${path}: ${message}`));
  byId('problem-fields').replaceChildren(...(fields.length > 1 ? fields : []));
  byId('problem-request').textContent = requestId === undefined ? '' : `Request ${requestId}`;
  byId('retry').hidden = !canRetry;
}

function showResult(job) {
  const { result, input } = job;
  byId('result').hidden = false;
  byId('stage').replaceChildren(player(job));
  byId('summary').textContent = summaryOf(result.summary, input);
  const warnings = result.warnings.map(({ message }) => element('li', {}, message));
  byId('warnings').replaceChildren(...warnings);
  byId('downloads').replaceChildren(...downloads(job));
}

function player(job) {
  const { result, source, id } = job;
  const poster = result.artifacts.find(({ name }) => name === 'poster.jpg');
  const still = result.artifacts.some(({ name }) => name === 'annotated.png');
  const title = `${source.fileName} with the skeleton drawn on it`;
  const media = still
    ? element('img', { src: result.previewUrl, alt: title })
    : element('video', {
        src: result.previewUrl,
        ...(poster === undefined ? {} : { poster: poster.url }),
        controls: true,
        playsInline: true,
        preload: 'metadata',
        ariaLabel: title,
      });
  // Links do not live for ever: a page that was left open asks for fresh ones, once.
  const refresh = async () => {
    const fresh = await getJob(id).catch(() => undefined);
    if (fresh?.result) media.src = fresh.result.previewUrl;
  };
  media.addEventListener('error', () => void refresh(), { once: true });
  return media;
}

function downloads({ id, result }) {
  return result.artifacts
    .filter(({ name }) => name !== 'poster.jpg')
    .map(({ name, sizeBytes }) => {
      const isMain = name.startsWith('annotated.');
      const text = isMain ? 'Download' : name === 'landmarks.json' ? 'Landmarks (JSON)' : name;
      return element(
        'a',
        {
          // This address stays good: it leads to a fresh link each time.
          href: `/v1/jobs/${id}/artifacts/${name}?disposition=attachment`,
          className: isMain ? 'button primary' : 'button',
        },
        `${text} · ${sizeOf(sizeBytes)}`,
      );
    });
}
