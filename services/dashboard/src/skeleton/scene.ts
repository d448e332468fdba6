import type { WorldLandmark } from '@dance-pose/contracts';
import {
  DirectionalLight,
  GridHelper,
  HemisphereLight,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { themeColour } from '../shared/theme.ts';
import { type Bone, createFigure } from './figure.ts';

/** Camera positions, in metres from the hips. */
const viewpoints = {
  front: [0, 0.3, 3.2],
  side: [3.2, 0.3, 0],
  above: [0, 3.2, 0.01],
} as const;

export type Viewpoint = keyof typeof viewpoints;

export interface SkeletonScene {
  /** In metres, y downwards, as in `landmarks.json`; undefined shows no person. */
  show(landmarks: readonly WorldLandmark[] | undefined): void;
  lookFrom(standpoint: Viewpoint): void;
  dispose(): void;
}

/** Renders only when something changed: a paused clip costs nothing. */
export function createScene(box: HTMLElement, bones: readonly Bone[]): SkeletonScene {
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  const camera = new PerspectiveCamera(40, 4 / 3, 0.05, 20);
  camera.position.fromArray(viewpoints.front);
  const colour = (name: string): string => themeColour(box, name);
  const figure = createFigure(bones, {
    left: colour('left'),
    right: colour('right'),
    middle: colour('soft-ink'),
  });
  const floor = new GridHelper(3, 12, colour('line'), colour('line'));
  floor.position.y = -0.95;
  const scene = new Scene().add(figure.group, floor, ...createLights());
  const controls = new OrbitControls(camera, renderer.domElement);
  const draw = (): void => renderer.render(scene, camera);
  controls.addEventListener('change', draw);
  const unfit = fitTo(box, renderer, camera, draw);
  return {
    show(landmarks) {
      figure.group.visible = landmarks !== undefined;
      if (landmarks !== undefined) floor.position.y = figure.pose(landmarks);
      draw();
    },
    lookFrom(standpoint) {
      camera.position.fromArray(viewpoints[standpoint]);
      controls.update();
    },
    dispose() {
      unfit();
      controls.dispose();
      figure.dispose();
      floor.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

/** Lights from above and from the front: shading shows which limbs point towards the camera. */
function createLights() {
  const sun = new DirectionalLight(0xffffff, 1.6);
  sun.position.set(1, 2, 3);
  return [new HemisphereLight(0xffffff, 0x999999, 2.2), sun];
}

/** Fits the canvas to its box and follows its size. @returns a function that stops this. */
function fitTo(
  box: HTMLElement,
  renderer: WebGLRenderer,
  camera: PerspectiveCamera,
  draw: () => void,
): () => void {
  const observer = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = box;
    if (clientWidth === 0 || clientHeight === 0) return;
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    renderer.setSize(clientWidth, clientHeight);
    camera.aspect = clientWidth / clientHeight;
    camera.updateProjectionMatrix();
    draw();
  });
  observer.observe(box);
  box.append(renderer.domElement);
  return () => observer.disconnect();
}
