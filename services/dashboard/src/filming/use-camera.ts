import { useEffect, useState } from 'react';
import { type Camera, cameraProblem, closeCamera, openCamera } from './camera.ts';

/** The camera of this id, or the browser's choice; off while `isNeeded` is false and when the page leaves. */
export function useCamera(isNeeded: boolean, id: string | undefined) {
  const [state, setState] = useState<{ camera?: Camera; problem?: string }>({});
  useEffect(() => {
    if (!isNeeded) return undefined;
    let open: Camera | undefined;
    let isClosed = false;
    openCamera(id).then(
      (camera) => {
        open = camera;
        if (isClosed) closeCamera(camera);
        else setState({ camera });
      },
      (error: unknown) => isClosed || setState({ problem: cameraProblem(error) }),
    );
    return () => {
      isClosed = true;
      setState({});
      if (open !== undefined) closeCamera(open);
    };
  }, [isNeeded, id]);
  return state;
}
