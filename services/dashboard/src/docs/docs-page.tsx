import { type ReactNode, useCallback } from 'react';
import { useLoaded } from '../shared/use-loaded.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { texts } from '../texts/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { type Body, byTag, nameOf, type OpenApi, type Row } from './open-api.ts';
import { Prose } from './prose.tsx';
import { SchemaTable } from './schema-table.tsx';
import './docs-page.css';

const text = texts.docs;

/** The API reference, rendered from the OpenAPI document that the API serves. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function DocsPage(): ReactNode {
  usePageTitle(text.title);
  const load = useCallback(async (signal: AbortSignal) => {
    const response = await fetch('/openapi.json', { signal });
    if (!response.ok) throw new Error(text.failed(String(response.status)));
    return (await response.json()) as OpenApi;
  }, []);
  const loaded = useLoaded(load);
  if (loaded.state === 'loading') return <p className="hint">{text.loading}</p>;
  if (loaded.state === 'failed') return <Notice tone="problem">{loaded.problem}</Notice>;
  return <Reference api={loaded.value} />;
}

function Reference({ api }: { readonly api: OpenApi }): ReactNode {
  const topics = [...byTag(api)];
  return (
    <div className="docs">
      <header className="docs-head">
        <h1>{text.title}</h1>
        <p>
          {api.info.description} {text.asDocument} <a href="/openapi.json">openapi.json</a>.
        </p>
      </header>
      <nav className="docs-topics" aria-label={text.contents}>
        {[...topics.map(([tag]) => tag), text.schemas].map((tag) => (
          <a key={tag} href={`#${idOf(tag)}`}>
            {tag}
          </a>
        ))}
      </nav>
      <div className="docs-body">
        {topics.map(([tag, rows]) => (
          <section key={tag} aria-labelledby={idOf(tag)}>
            <h2 id={idOf(tag)}>{tag}</h2>
            {rows.map((row) => (
              <Operation key={row.operationId} row={row} />
            ))}
          </section>
        ))}
        <section aria-labelledby={idOf(text.schemas)}>
          <h2 id={idOf(text.schemas)}>{text.schemas}</h2>
          {Object.entries(api.components.schemas).map(([name, schema]) => (
            <section key={name} className="schema" id={`schema-${name}`} aria-label={name}>
              <h3>{name}</h3>
              <SchemaTable schema={schema} />
            </section>
          ))}
        </section>
      </div>
    </div>
  );
}

const idOf = (tag: string): string => `topic-${tag.toLowerCase().replaceAll(' ', '-')}`;

function Operation({ row }: { readonly row: Row }): ReactNode {
  const { method, path, summary, description, parameters = [], requestBody, responses } = row;
  return (
    <details className="operation">
      <summary>
        <code className={`method ${method}`}>{method.toUpperCase()}</code> <code>{path}</code>
        <span className="hint">{summary}</span>
      </summary>
      <div className="operation-body">
        {description !== undefined && (
          <p>
            <Prose text={description} />
          </p>
        )}
        <Parameters parameters={parameters} />
        {requestBody !== undefined && <BodyDocs title={text.body} body={requestBody} />}
        {Object.entries(responses).map(([status, body]) => (
          <BodyDocs key={status} title={status} body={body} />
        ))}
      </div>
    </details>
  );
}

function Parameters({ parameters }: { readonly parameters: NonNullable<Row['parameters']> }) {
  if (parameters.length === 0) return null;
  return (
    <ul>
      {parameters.map((parameter) => (
        <li key={`${parameter.in} ${parameter.name}`}>
          <code>{parameter.name}</code>{' '}
          <span className="hint">
            {text.inThe(parameter.in)}
            {parameter.required && `, ${text.required}`}
          </span>{' '}
          <Prose text={parameter.description} />
        </li>
      ))}
    </ul>
  );
}

function BodyDocs({ title, body }: { readonly title: string; readonly body: Body }): ReactNode {
  const kinds = Object.entries(body.content ?? {});
  return (
    <div>
      <h3>{title}</h3>
      <p className="hint">
        <Prose text={body.description} />
      </p>
      {kinds.map(([mediaType, { schema }]) => (
        <div key={mediaType}>
          <code>{mediaType}</code>{' '}
          {schema?.$ref !== undefined ? (
            <a href={`#schema-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a>
          ) : (
            schema !== undefined && <SchemaTable schema={schema} />
          )}
        </div>
      ))}
    </div>
  );
}
