import { cancelJob, getJob, Problem, sendClip, setApiKey } from './api.js';
import { byId } from './dom.js';
import { followJob, hasEnded } from './follow.js';
import { showJob, showLost, showProblem, showTitle, showUpload } from './job-view.js';
import { showRecent } from './recent.js';
import { sizeOf } from './words.js';

const nothing = { id: undefined, cancel: undefined, retry: undefined, stop: () => {} };

/** What the card is about: the job's id, `cancel` and `retry` as they make sense now, `stop` to leave it. */
let current = nothing;

const recent = showRecent((id) => {
  if (current.id === id) closeJob();
});

function setCurrent(changes) {
  current.stop();
  current = { ...nothing, ...changes };
  byId('cancel').disabled = current.cancel === undefined;
  return current;
}

function closeJob() {
  setCurrent(nothing);
  byId('job').hidden = true;
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
}

function fail(problem, retry) {
  if (!(problem instanceof Problem)) throw problem;
  showProblem(problem.document, problem.mayPass);
  setCurrent({ id: current.id, retry });
}

/* --- Showing a key, where the server asks for one --- */

addEventListener('key-needed', () => {
  byId('key-form').hidden = false;
});

byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  setApiKey(byId('key').value.trim());
  byId('key').value = '';
  byId('key-form').hidden = true;
  recent.refresh();
  if (current.retry === undefined) openFromAddress(false);
  else current.retry();
});

/* --- Choosing a file --- */

const input = byId('file');
const drop = byId('drop');

function showChosen() {
  const [file] = input.files;
  byId('start').disabled = file === undefined;
  byId('chosen').textContent =
    file === undefined ? 'Drop a clip here, or choose one' : `${file.name} · ${sizeOf(file.size)}`;
}

input.addEventListener('change', showChosen);
// A file that misses the field must not replace the page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => event.preventDefault());
drop.addEventListener('dragover', () => drop.classList.add('over'));
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', ({ dataTransfer }) => {
  drop.classList.remove('over');
  if (dataTransfer.files.length === 0) return;
  input.files = dataTransfer.files;
  showChosen();
});

/* --- Sending it --- */

byId('new-job').addEventListener('submit', (event) => {
  event.preventDefault();
  const [file] = input.files;
  if (file === undefined) return;
  const form = new FormData(event.target);
  form.append('file', file);
  void send(form, file, newKey());
});

/** The user may look at another job meanwhile; the upload goes on. */
async function send(form, file, key) {
  const progress = (sent, total) => {
    if (current === mine) showUpload(sent, total);
  };
  const { job, abort } = sendClip(form, key, progress);
  const mine = setCurrent({ cancel: abort });
  uploads.add(mine);
  showTitle(file.name);
  showUpload(0, file.size);
  byId('job-heading').focus();
  try {
    const { id } = await job;
    if (current === mine) location.hash = id; // Shows it, and survives a reload.
    recent.refresh();
  } catch (problem) {
    if (problem !== undefined) failUpload(problem, form, file, key);
    else if (current === mine) closeJob();
  } finally {
    uploads.delete(mine);
  }
}

function failUpload(problem, form, file, key) {
  setCurrent(nothing);
  showTitle(file.name);
  fail(problem, () => void send(form, file, key));
}

const uploads = new Set();
addEventListener('beforeunload', (event) => {
  if (uploads.size > 0) event.preventDefault();
});

/** 128 random bits; `crypto.randomUUID` is not there on plain http in a local network. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/* --- Following it --- */

async function openJob(id, focus = true) {
  const mine = setCurrent({ id });
  try {
    const job = await getJob(id);
    if (current !== mine) return;
    showTitle(job.source.fileName);
    if (focus) byId('job-heading').focus();
    showJob(job);
    if (!hasEnded(job)) follow(id);
  } catch (problem) {
    if (current !== mine) return;
    showTitle('This job');
    fail(problem, () => void openJob(id));
  }
}

function follow(id) {
  const stop = followJob(id, {
    job: (job) => {
      showJob(job);
      if (hasEnded(job)) recent.refresh();
    },
    lost: showLost,
    gone: () => {
      closeJob();
      recent.refresh();
    },
  });
  const cancel = async () => {
    byId('cancel').disabled = true;
    // What came of it, or why it could not be done, is what the job looks like now.
    await cancelJob(id).catch(() => openJob(id));
  };
  setCurrent({ id, stop, cancel: () => void cancel() });
}

function openFromAddress(focus) {
  const id = location.hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(id)) void openJob(id, focus);
  else if (current.id !== undefined) closeJob();
}

byId('cancel').addEventListener('click', () => current.cancel?.());
byId('retry').addEventListener('click', () => current.retry?.());
addEventListener('hashchange', () => openFromAddress(true));
showChosen();
openFromAddress(false);
