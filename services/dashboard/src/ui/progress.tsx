import type { ReactNode } from 'react';
import './progress.css';

interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** The done part of something long. */
export const Progress = ({ label, value, max }: ProgressProps): ReactNode => (
  <progress className="progress" value={value} max={max} aria-label={label} />
);
