import { DancePoseClient } from '@dance-pose/client';

/** The service that this page came from. Who is signed in is told by a cookie that no script can read. */
export const service = new DancePoseClient();
