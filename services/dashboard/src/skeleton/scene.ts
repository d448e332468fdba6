import type { WorldLandmark } from '@dance-pose/contracts';
import {
  BufferAttribute,
  BufferGeometry,
  GridHelper,
  LineBasicMaterial,
  LineSegments,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Scene,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

export interface SkeletonScene {
  /** In metres, y downwards, as in `landmarks.json`; undefined: nobody. */
  show(landmarks: readonly WorldLandmark[] | undefined): void;
  dispose(): void;
}

const left = [0.98, 0.57, 0.24] as const;
const right = [0.38, 0.65, 0.98] as const;
const middle = [0.6, 0.58, 0.56] as const;

/** Odd landmarks of the body are the dancer's left ones. */
const colourOf = (a: number, b: number): readonly [number, number, number] => {
  if (a < 11 || b < 11 || a % 2 !== b % 2) return middle;
  return a % 2 === 1 ? left : right;
};

/** Draws only when something changed: a paused clip costs nothing. */
export function createScene(
  box: HTMLElement,
  bones: readonly (readonly [number, number])[],
): SkeletonScene {
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  const scene = new Scene();
  const camera = new PerspectiveCamera(40, 4 / 3, 0.05, 20);
  camera.position.set(0.6, 0.4, 3);
  const { lines, joints, place } = createFigure(bones);
  const floor = new GridHelper(3, 12, 0x8a817a, 0x8a817a);
  floor.position.y = -0.95;
  scene.add(lines, joints, floor);
  const controls = new OrbitControls(camera, renderer.domElement);
  const draw = (): void => renderer.render(scene, camera);
  controls.addEventListener('change', draw);
  const fit = (): void => {
    const { clientWidth, clientHeight } = box;
    if (clientWidth === 0 || clientHeight === 0) return;
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    renderer.setSize(clientWidth, clientHeight);
    camera.aspect = clientWidth / clientHeight;
    camera.updateProjectionMatrix();
    draw();
  };
  const observer = new ResizeObserver(fit);
  observer.observe(box);
  box.append(renderer.domElement);
  return {
    show(landmarks) {
      lines.visible = joints.visible = landmarks !== undefined;
      if (landmarks !== undefined) floor.position.y = place(landmarks);
      draw();
    },
    dispose() {
      observer.disconnect();
      controls.dispose();
      for (const { geometry, material } of [lines, joints]) {
        geometry.dispose();
        material.dispose();
      }
      floor.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

function createFigure(bones: readonly (readonly [number, number])[]) {
  const ends = new BufferAttribute(new Float32Array(bones.length * 6), 3);
  const colours = new Float32Array(
    bones.flatMap(([a, b]) => [...colourOf(a, b), ...colourOf(a, b)]),
  );
  const bonesGeometry = new BufferGeometry();
  bonesGeometry.setAttribute('position', ends);
  bonesGeometry.setAttribute('color', new BufferAttribute(colours, 3));
  const used = [...new Set(bones.flat())];
  const dots = new BufferAttribute(new Float32Array(used.length * 3), 3);
  const jointsGeometry = new BufferGeometry();
  jointsGeometry.setAttribute('position', dots);
  const lines = new LineSegments(bonesGeometry, new LineBasicMaterial({ vertexColors: true }));
  const joints = new Points(jointsGeometry, new PointsMaterial({ size: 0.035, color: 0xa8a29c }));
  // The figure is never far from the middle: what is in sight needs no reckoning.
  lines.frustumCulled = joints.frustumCulled = false;
  const put = (to: BufferAttribute, at: number, mark: WorldLandmark | undefined): void => {
    // y and z point the other way there.
    if (mark !== undefined) to.setXYZ(at, mark[0], -mark[1], -mark[2]);
  };
  const place = (landmarks: readonly WorldLandmark[]): number => {
    bones.forEach(([a, b], i) => {
      put(ends, 2 * i, landmarks[a]);
      put(ends, 2 * i + 1, landmarks[b]);
    });
    used.forEach((id, i) => {
      put(dots, i, landmarks[id]);
    });
    ends.needsUpdate = dots.needsUpdate = true;
    return -Math.max(...landmarks.map(([, y]) => y));
  };
  return { lines, joints, place };
}
