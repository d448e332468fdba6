import { UserError } from '@dance-pose/contracts';

/** Text fields of a form, as multer collects them: a name that occurs several times has a list. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

type Tree = { [name: string]: unknown };

/** Options with several values: one field per value, or one field with commas. */
const lists: ReadonlySet<string> = new Set(['analysis.exports', 'overlay.angleJoints']);

/**
 * The options of a form, not yet validated: one field `options` with JSON, or one field per option with dots between
 * the parts of its name (`overlay.style=ghost`). Forms have only text, so `true`, `false` and decimal numbers are
 * converted; no option has a text value of that form.
 */
export function optionsFromForm(fields: FormFields): unknown {
  const entries = Object.entries(fields);
  for (const [name, value] of entries) {
    if (typeof value !== 'string' && !lists.has(name))
      throw invalid(name, 'is given more than once');
  }
  const { options } = fields;
  if (typeof options === 'string') {
    if (entries.length > 1) {
      throw invalid('options', 'cannot be combined with other fields');
    }
    return parseJson(options);
  }
  const tree: Tree = Object.create(null);
  for (const [name, value] of entries) {
    setOption(tree, name, lists.has(name) ? listOf(value) : fromText(String(value)));
  }
  return tree;
}

function setOption(tree: Tree, name: string, value: unknown): void {
  const path = name.split('.');
  const leaf = path.pop() ?? '';
  let branch = tree;
  for (const step of path) {
    branch[step] ??= Object.create(null);
    if (typeof branch[step] !== 'object') throw invalid(name, `conflicts with the field ${step}`);
    branch = branch[step] as Tree;
  }
  if (leaf in branch) throw invalid(name, 'is given more than once');
  branch[leaf] = value;
}

const listOf = (value: string | readonly string[]): string[] =>
  [value]
    .flat()
    .flatMap((text) => text.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '');

function fromText(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('options', `is not valid JSON: ${(cause as Error).message}`);
  }
}

function invalid(path: string, message: string): UserError {
  return new UserError('invalid-options', `${path}: ${message}`, { fields: [{ path, message }] });
}
