import { expect } from '@jest/globals';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** All elements of a page that an independent parser accepts without an error. */
function parsed(page: string): Element[] {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const under = (node: Node): Element[] => [
    ...('attrs' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(under) : []),
  ];
  return under(document);
}

const known = new Map<string, Element[]>();
export function elementsOf(page: string): Element[] {
  const elements = known.get(page) ?? parsed(page);
  known.set(page, elements);
  return elements;
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export const textOf = (node: Node): string => {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
};

export const visibleText = (page: string): string =>
  elementsOf(page)
    .filter(({ tagName }) => tagName === 'body')
    .map(textOf)
    .join('')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .replaceAll(/\s+/g, ' ');
