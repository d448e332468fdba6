import { type ReactNode, useCallback } from 'react';
import { useLoaded } from '../shared/use-loaded.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { type Body, byTag, nameOf, type OpenApi, type Row } from './open-api.ts';
import { Prose } from './prose.tsx';
import { SchemaTable } from './schema-table.tsx';
import './docs-page.css';

/** The API reference, rendered from the OpenAPI document that the API serves. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function DocsPage(): ReactNode {
  usePageTitle('API');
  const load = useCallback(async (signal: AbortSignal) => {
    const response = await fetch('/openapi.json', { signal });
    if (!response.ok) throw new Error(`The description cannot be loaded (${response.status}).`);
    return (await response.json()) as OpenApi;
  }, []);
  const loaded = useLoaded(load);
  if (loaded.state === 'loading') return <p className="hint">Loading the reference …</p>;
  if (loaded.state === 'failed') return <p role="alert">{loaded.problem}</p>;
  return <Reference api={loaded.value} />;
}

function Reference({ api }: { readonly api: OpenApi }): ReactNode {
  return (
    <div className="docs">
      <h1>API</h1>
      <p>
        {api.info.description} The same as an OpenAPI document:{' '}
        <a href="/openapi.json">openapi.json</a>.
      </p>
      {[...byTag(api)].map(([tag, rows]) => (
        <section key={tag}>
          <h2>{tag}</h2>
          {rows.map((row) => (
            <OperationCard key={row.operationId} row={row} />
          ))}
        </section>
      ))}
      <section>
        <h2>Schemas</h2>
        {Object.entries(api.components.schemas).map(([name, schema]) => (
          <section key={name} className="card" id={`schema-${name}`} aria-label={name}>
            <h3>{name}</h3>
            <SchemaTable schema={schema} />
          </section>
        ))}
      </section>
    </div>
  );
}

function OperationCard({ row }: { readonly row: Row }): ReactNode {
  const { method, path, summary, description, parameters = [], requestBody, responses } = row;
  return (
    <details className="card operation">
      <summary>
        <code className={`method ${method}`}>{method.toUpperCase()}</code> <code>{path}</code>
        <span className="hint"> {summary}</span>
      </summary>
      {description !== undefined && (
        <p>
          <Prose text={description} />
        </p>
      )}
      {parameters.length > 0 && (
        <ul>
          {parameters.map((parameter) => (
            <li key={`${parameter.in} ${parameter.name}`}>
              <code>{parameter.name}</code>{' '}
              <span className="hint">
                in the {parameter.in}
                {parameter.required ? ', required' : ''}
              </span>{' '}
              <Prose text={parameter.description} />
            </li>
          ))}
        </ul>
      )}
      {requestBody !== undefined && <BodyDocs title="Body" body={requestBody} />}
      {Object.entries(responses).map(([status, body]) => (
        <BodyDocs key={status} title={status} body={body} />
      ))}
    </details>
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
