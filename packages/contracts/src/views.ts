/** Side from which the camera mostly sees the dancer; `changing` if there is none. Left and right are the dancer's. */
export const cameraSides = [
  'front',
  'front-left',
  'left',
  'back-left',
  'back',
  'back-right',
  'right',
  'front-right',
  'changing',
] as const;
export type CameraSide = (typeof cameraSides)[number];

/** Camera sides in sentences; `square` is the front or the back, where that is not known. */
export type SentenceView = CameraSide | 'square';

const texts: Readonly<Record<SentenceView, string>> = {
  front: 'seen from the front',
  'front-left': 'seen obliquely from your left',
  left: 'seen from your left',
  'back-left': 'seen obliquely from behind, from your left',
  back: 'seen from behind',
  'back-right': 'seen obliquely from behind, from your right',
  right: 'seen from your right',
  'front-right': 'seen obliquely from your right',
  changing: 'seen from changing sides',
  square: 'seen from the front or from behind',
};

/** `seen obliquely from your left`. */
export const viewText = (view: SentenceView): string => texts[view];

/** Front or back, for metrics that are measured only while the dancer is square to the camera. */
export function squareView(from: CameraSide | null): 'front' | 'back' | 'square' {
  if (from?.startsWith('front')) return 'front';
  return from?.startsWith('back') ? 'back' : 'square';
}

/** Metrics that are measured only in frames in which the dancer is square to the camera. */
const onlySquare = /^(shoulder|pelvis|head)-tilt$|-knee-inside-line$/;
/** Metrics whose value is another one from another side. */
const inPicture = /^trunk-lean$|^(left|right)-[a-z]+-range$|-range-symmetry$/;

/**
 * The view that belongs to the value of a metric, because another camera would give another value.
 * @returns undefined if the metric does not depend on the camera, or the view is not known.
 */
export function viewOfMetric(
  { id, validity }: { readonly id: string; readonly validity: string },
  from: CameraSide | null,
): SentenceView | undefined {
  if (onlySquare.test(id)) return squareView(from);
  // Differences of ranges in 3D are approximate.
  return inPicture.test(id) && validity === 'valid' ? (from ?? undefined) : undefined;
}
