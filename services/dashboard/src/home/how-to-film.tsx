import type { ReactNode } from 'react';
import { filmingDrawings } from '../drawings/filming-drawings.tsx';
import { texts } from '../texts/texts.ts';
import './home.css';

export function HowToFilm(): ReactNode {
  const { title, lead, list } = texts.welcome.film;
  return (
    <section className="explain" aria-labelledby="film">
      <h2 id="film">{title}</h2>
      <p className="explain-lead">{lead}</p>
      <ul className="explain-list many">
        {list.map((item) => (
          <li key={item.name}>
            <div className="sketch">{filmingDrawings[item.name]}</div>
            <h3>{item.title}</h3>
            <p>{item.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
