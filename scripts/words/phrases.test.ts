import { describe, expect, test } from '@jest/globals';
import { findConstructions, findPhrases, readGlossary } from './phrases.ts';

const glossary = `# Glossary
| term | meaning | not |
|---|---|---|
| clip | a video | the film, films |
| job | one request | |

| file | what |
|---|---|
| a.md | anew |

| say | not |
|---|---|
| again | anew |
`;
const phrases = readGlossary(glossary);

test('the glossary names phrases in its last column only where that says "not"', () => {
  expect(phrases).toEqual([
    { phrase: 'the film', say: 'clip' },
    { phrase: 'films', say: 'clip' },
    { phrase: 'anew', say: 'again' },
  ]);
});

describe('phrases', () => {
  const found = (text: string) => findPhrases(text, phrases).map((one) => [one.line, one.found]);

  test.each([
    ['in prose', 'one\nThe film is long.', [[2, 'The film']]],
    ['across the lines of a comment', '/** All of the\n * film. */', [[1, 'the film']]],
    [
      'as a word of a name',
      'const theFilm = makeFilms();',
      [
        [1, 'theFilm'],
        [1, 'Films'],
      ],
    ],
    ['in a file name', 'make-anew.ts', [[1, 'anew']]],
  ])('are found %s', (_, text, expected) => {
    expect(found(text)).toEqual(expect.arrayContaining(expected));
  });

  test.each(['the filming', 'other films’ end', 'canewood', 'filmstrip', 'thefilm'])(
    'are not found in %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('comments', () => {
  const lines = (code: string) => findConstructions(code).map(({ line }) => line);

  test.each([
    ['/** Of the file: a name. */', [1]],
    ['/**\n * Whether it is open.\n */', [2]],
    ['const a = 1; // What it takes', [1]],
    ['// A statement.\n// What goes on is not the start of a comment.', []],
    ['# Where that is so', [1]],
    ['/** True if it is open. Of the two, the first counts. */', []],
    ["const question = 'What is this?';", []],
  ])('%j', (code, expected) => {
    expect(lines(code)).toEqual(expected);
  });
});
