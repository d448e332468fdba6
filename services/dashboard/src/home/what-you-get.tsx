import type { ReactNode } from 'react';
import { resultDrawings } from '../drawings/result-drawings.tsx';
import { texts } from '../texts/texts.ts';
import './home.css';

export function WhatYouGet(): ReactNode {
  const { title, list } = texts.welcome.gets;
  return (
    <section className="explain" aria-labelledby="gets">
      <h2 id="gets">{title}</h2>
      <ul className="explain-list">
        {list.map((item) => (
          <li key={item.name}>
            <div className="sketch">{resultDrawings[item.name]}</div>
            <h3>{item.title}</h3>
            <p>{item.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
