import type { SKRSContext2D } from '@napi-rs/canvas';
import { Brush } from './brush.ts';
import type { Dance } from './dance.ts';
import { paintDancer } from './paint-dancer.ts';
import { paintRoom, paintShadow } from './paint-room.ts';

/** Paints one frame of the dance over a canvas of the dance's size. */
export function drawFrame(context: SKRSContext2D, dance: Dance, index: number): void {
  const brush = new Brush(context, dance);
  const body = dance.bodyAt(index);
  paintRoom(brush, dance.size);
  paintShadow(brush, body);
  paintDancer(brush, body);
}
