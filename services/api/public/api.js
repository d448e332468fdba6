/** What went wrong, as the server's problem document says it, or in its form when there was no answer. */
export class Problem extends Error {
  constructor(document) {
    super(document.detail);
    this.document = document;
  }

  /** Whether the same request may go well another time. */
  get mayPass() {
    const { status } = this.document;
    return status === undefined || status >= 500 || [401, 409, 429].includes(status);
  }
}

const offline = {
  title: 'The server cannot be reached',
  detail: 'Check the connection, then try again.',
};

/** Nowhere but in this variable: the key is forgotten with the page. */
let apiKey;

export const setApiKey = (key) => {
  apiKey = key;
};

const authorization = () => (apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` });

export async function request(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: authorization() });
  } catch {
    throw new Problem(offline);
  }
  if (response.status === 204) return undefined;
  const body = await response.json().catch(() => undefined);
  if (response.ok) return body;
  throw refusal(response.status, body);
}

export const getJob = (id) => request(`/v1/jobs/${id}`);
export const cancelJob = (id) => request(`/v1/jobs/${id}/cancel`, { method: 'POST' });
export const deleteJob = (id) => request(`/v1/jobs/${id}`, { method: 'DELETE' });

export function listJobs(cursor) {
  const query = new URLSearchParams({ limit: '8', ...(cursor ? { cursor } : {}) });
  return request(`/v1/jobs?${query}`);
}

/**
 * Sends a form with a clip in it. With the same key a second try never makes a second job.
 * `fetch` cannot tell how much has been sent, hence XMLHttpRequest.
 * @returns the job, and `abort()` which rejects the promise with `undefined`
 */
export function sendClip(form, key, onProgress) {
  const xhr = new XMLHttpRequest();
  const job = new Promise((resolve, reject) => {
    xhr.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total));
    xhr.addEventListener('abort', () => reject(undefined));
    xhr.addEventListener('error', () => reject(new Problem(offline)));
    xhr.addEventListener('load', () => {
      if (xhr.status === 202) resolve(xhr.response);
      else reject(refusal(xhr.status, xhr.response));
    });
  });
  xhr.open('POST', '/v1/jobs');
  xhr.responseType = 'json';
  xhr.setRequestHeader('Idempotency-Key', key);
  for (const [name, value] of Object.entries(authorization())) xhr.setRequestHeader(name, value);
  xhr.send(form);
  return { job, abort: () => xhr.abort() };
}

function refusal(status, body) {
  if (status === 401) dispatchEvent(new Event('key-needed'));
  return new Problem(body ?? strange(status));
}

function strange(status) {
  return { title: 'The answer could not be read', detail: `The server answered with ${status}.` };
}
