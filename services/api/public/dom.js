export const byId = (id) => document.getElementById(id);

/** A new element; `properties` are set on it, `data` goes to its dataset. */
export function element(tag, { data = {}, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}
