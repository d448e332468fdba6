import { UserError } from '@dance-pose/contracts';

/** Text fields of a form, as multer collects them: a list where a name was given more than once. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

type Tree = { [name: string]: unknown };

/** Options with several values: a field for each, or one field with commas between them. */
const lists: ReadonlySet<string> = new Set(['analysis.exports', 'overlay.angleJoints']);

/**
 * The options that a form asks for, not yet validated: one field `options` with JSON in it, or a field for
 * each option with dots between the names (`overlay.style=ghost`). Forms know only text, so `true`, `false`
 * and decimal numbers are taken for what they look like; no option is a text that looks so.
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
      throw invalid('options', 'is JSON with all options in it, or left out: not both');
    }
    return parseJson(options);
  }
  const tree: Tree = Object.create(null);
  for (const [name, value] of entries) {
    plant(tree, name, lists.has(name) ? listOf(value) : fromText(String(value)));
  }
  return tree;
}

function plant(tree: Tree, name: string, value: unknown): void {
  const path = name.split('.');
  const leaf = path.pop() ?? '';
  let branch = tree;
  for (const step of path) {
    branch[step] ??= Object.create(null);
    if (typeof branch[step] !== 'object') throw invalid(name, `clashes with the field ${step}`);
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
