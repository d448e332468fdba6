import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { nameOf, type Schema, typeOf } from './open-api.ts';
import { Prose } from './prose.tsx';

const text = texts.docs;

/** One row per field of a schema; fields of nested objects follow their parent. */
export function SchemaTable({ schema }: { readonly schema: Schema }): ReactNode {
  const rows = rowsOf(schema, '');
  if (rows.length === 0) return <p>{<TypeName schema={schema} />}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
    <section className="table-box" tabIndex={0} aria-label={text.fields}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.columns.field}</th>
            <th scope="col">{text.columns.type}</th>
            <th scope="col">{text.columns.what}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, field, isRequired }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {isRequired && <span className="hint"> {text.required}</span>}
              </th>
              <td>
                <TypeName schema={field} />
              </td>
              <td>
                <Prose text={field.description} />
                {'default' in field && (
                  <span className="hint"> {text.byDefault(JSON.stringify(field.default))}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TypeName({ schema }: { readonly schema: Schema }): ReactNode {
  if (schema.$ref === undefined) return <code>{typeOf(schema)}</code>;
  const name = nameOf(schema.$ref);
  return <a href={`#schema-${name}`}>{name}</a>;
}

interface FieldRow {
  readonly name: string;
  readonly field: Schema;
  readonly isRequired: boolean;
}

function rowsOf({ properties = {}, required = [] }: Schema, before: string): FieldRow[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    { name: `${before}${name}`, field, isRequired: required.includes(name) },
    ...rowsOf(field, `${before}${name}.`),
    ...(field.items === undefined ? [] : rowsOf(field.items, `${before}${name}[].`)),
  ]);
}
