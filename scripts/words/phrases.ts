/** A phrase that the glossary replaces, and the term or the words to use. */
export interface Phrase {
  readonly phrase: string;
  readonly say: string;
}

export interface Finding {
  /** Counted from 1. */
  readonly line: number;
  readonly found: string;
  readonly say: string;
}

/**
 * The phrases in the last column ("not") of the glossary's tables; `say` is the first column.
 * @param markdown the text of docs/glossary.md.
 */
export function readGlossary(markdown: string): Phrase[] {
  const phrases: Phrase[] = [];
  let isTable = false;
  for (const line of markdown.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    const [say, not] = [cells[1] ?? '', cells.at(-2) ?? ''];
    if (!line.startsWith('|')) isTable = false;
    else if (not === 'not') isTable = true;
    else if (isTable && !not.startsWith('---')) {
      const words = not.split(',').map((phrase) => phrase.trim());
      phrases.push(...words.filter((phrase) => phrase !== '').map((phrase) => ({ phrase, say })));
    }
  }
  return phrases;
}

/** The start of a word, also within a name: `isVideo` has the word "Video". */
const wordStart = "(?:(?<![A-Za-z]|[a-z]['’])|(?<=[a-z])(?=[A-Z]))";

/** Between the words of a phrase: spaces, a line break with the mark of a comment, or a capital letter in a name. */
const gap = '(?:(?:[\\s_-]|\\n\\s*(?://|\\*|#)?)+|(?=[A-Z]))';

function patternOf(phrase: string): RegExp {
  const words = phrase.split(' ').map((word) => {
    const first = word.charAt(0);
    return `[${first}${first.toUpperCase()}]${word.slice(1).replace("'", "['’]")}`;
  });
  return new RegExp(`${wordStart}${words.join(gap)}(?![a-z'’])`, 'g');
}

/** Finds phrases in a file: in prose, comments, texts and, word by word, in names. */
export function findPhrases(text: string, phrases: readonly Phrase[]): Finding[] {
  return phrases.flatMap(({ phrase, say }) =>
    Array.from(text.matchAll(patternOf(phrase)), ({ index, 0: found }) => ({
      line: lineAt(text, index),
      found: found.replaceAll(/\s*\n\s*(\/\/|\*|#)?\s*/g, ' '),
      say,
    })),
  );
}

const determiner = '(?:the|a|an|this|that|these|those|what|which|each|every|all|one|its|another)';
const question =
  '(?:Whether|What|Who|Whom|Whose|Which|How|Why|(?:From|Until|Since|To|By|At|In|On|For|With|Of) (?:where|when|which|what|whom|how)|Where that|So that)';

/** The start of a comment: not a `//` or `#` line that continues the line above. */
const commentStart =
  '(?:/\\*\\*?[ \\t]*(?:\\n[ \\t]*\\*)?|(?<!(?://|#)[^\\n]*\\n[ \\t]*)(?://|(?<=^|\\n)[ \\t]*#))[ \\t]+';

const constructions: readonly { readonly pattern: RegExp; readonly say: string }[] = [
  {
    pattern: new RegExp(`${commentStart}(Of ${determiner}\\b[^\\n]{0,40})`, 'g'),
    say: 'a noun before "of"',
  },
  {
    pattern: new RegExp(`${commentStart}(${question}\\b[^\\n]{0,40})`, 'g'),
    say: 'a statement: "True if …", "Number of …"',
  },
];

/** Finds comments that are a bare genitive or an indirect question. */
export function findConstructions(code: string): Finding[] {
  return constructions.flatMap(({ pattern, say }) =>
    Array.from(code.matchAll(pattern), ({ index, 0: all, 1: found = '' }) => ({
      line: lineAt(code, index + all.length - found.length),
      found,
      say,
    })),
  );
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
