import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testdata } from '@dance-pose/local-stack';
import type { Clip, Trim, Wanted } from './clip.ts';

const inTestdata = (name: string): string => join(testdata, name);

/** Files of the folders that the table does not have. */
export async function unlisted(): Promise<string[]> {
  const listed = new Set([...givenClips.map(({ name }) => inTestdata(name)), ...givenRefusals]);
  const there: string[] = [];
  for (const folder of ['videos', 'derived']) {
    for (const name of await readdir(inTestdata(folder)))
      there.push(inTestdata(join(folder, name)));
  }
  return there.filter((path) => !listed.has(path));
}

/** Files of `videos/` that are none of the accepted formats. */
export const givenRefusals = [
  'videos/mediapipe_h264_aac.flv',
  'videos/tfjs_combined_squat_dance.gif',
].map(inTestdata);

/** `fps` as a fraction, `frames` of the whole clip. */
const clip = (
  name: string,
  [width, height, fps, frames]: readonly [number, number, number, number],
  more: Partial<Wanted> & { readonly trim?: Trim; readonly engine?: Clip['engine'] } = {},
): Clip => {
  const { trim, engine = 'lite', ...wanted } = more;
  return {
    ...{ name, engine, ...(trim && { trim }) },
    prepare: async () => inTestdata(name),
    wanted: { width, height, fps, frames, sound: null, ...wanted },
  };
};

/** A part that is long enough to see a lag in, and short enough for every day. */
const from = (startMs: number, lengthMs = 600): { readonly trim: Trim } => ({
  trim: { startMs, endMs: startMs + lengthMs },
});
const person = { person: 0.9 } as const;
const music = { sound: 'copied' } as const;
const dancer = { ...person, ...music } as const;

/** Real clips, and what was made of them. Where a time is named, the quick run looks at that part alone. */
export const givenClips: readonly Clip[] = [
  clip('videos/intel_bottle_noperson.mp4', [640, 360, 179 / 6, 1189], from(10_000)),
  clip('videos/intel_car.mp4', [768, 432, 12.5, 377], { ...music, ...from(5000, 800) }),
  clip('videos/intel_one_by_one_person.mp4', [768, 432, 10, 1394], from(20_000, 1000)),
  clip('videos/mediabunny_cursed_vfr.mp4', [3026, 1386, 8.6647, 76], from(2000, 1000)),
  clip('videos/mediabunny_h265.mp4', [1920, 1080, 30, 300], { ...music, ...from(1000) }),
  clip('videos/mediabunny_rotate_bbb.mp4', [1080, 1920, 24, 45], { ...music, engine: 'nobody' }),
  clip('videos/mediabunny_sar_2x1.mp4', [1280, 360, 30, 150], from(1000)),
  clip('videos/mediapipe_avc720p_aac.mp4', [1280, 640, 30, 180], { ...music, ...from(1000) }),
  clip('videos/mediapipe_vp8_vorbis.mkv', [640, 320, 30, 180], {
    sound: 'encoded',
    ...from(1000),
  }),
  clip('videos/mgt_dancer.avi', [518, 496, 25, 1572], {
    ...person,
    sound: 'encoded',
    ...from(20_000),
  }),
  clip('videos/mpsamples_gesture_test_video.mp4', [1280, 720, 25, 195], {
    ...music,
    ...from(2000),
  }),
  clip('videos/mpsamples_hand_test_video.mp4', [640, 360, 25, 202], { ...music, ...from(2000) }),
  clip('videos/mpsamples_imgcls_test_video.mp4', [1920, 1080, 25, 96], {
    ...music,
    ...from(1000),
  }),
  clip('videos/pose2sim_multi_cam01.mp4', [1088, 1920, 60, 100], { ...person, ...from(500) }),
  clip('videos/pose2sim_single_cam01.mp4', [1080, 1920, 60, 100], { ...person, ...from(500) }),
  clip('videos/tfjs_pose_1.mp4', [576, 576, 30, 120], { ...person, ...from(1000) }),
  clip('videos/tfjs_pose_squats.mp4', [720, 1280, 5, 65], { ...person, ...from(3000, 2000) }),

  clip('derived/black_2s.mp4', [640, 360, 30, 60], { flat: true, ...from(0) }),
  clip('derived/dancer_x3.mp4', [1280, 410, 25, 100], from(1000)),
  clip('derived/golden_pose_static_2s.mp4', [1000, 668, 25, 50], { ...person, ...from(0) }),
  clip('derived/mgt_dancer_10s.mov', [518, 496, 25, 250], { ...dancer, ...from(4000) }),
  clip('derived/mgt_dancer_10s.mp4', [518, 496, 25, 250], { ...dancer, ...from(2500) }),
  clip('derived/mgt_dancer_5s.mkv', [518, 496, 25, 127], { ...dancer, engine: 'nobody' }),
  clip('derived/mgt_dancer_5s.webm', [518, 496, 25, 125], {
    ...dancer,
    sound: 'encoded',
    ...from(1000),
  }),
  clip('derived/mgt_dancer_click120bpm_10s.mp4', [518, 496, 25, 250], {
    ...dancer,
    ...from(2600, 1000),
  }),
  clip('derived/mgt_dancer_lowlight_5s.mp4', [518, 496, 25, 125], {
    ...music,
    flat: true,
    ...from(1000),
  }),
  clip('derived/person_enters_leaves.mp4', [768, 432, 10, 120], from(4000, 1000)),
  clip('derived/phone_rot180_singleperson.mp4', [540, 960, 60, 100], { ...person, ...from(500) }),
  clip('derived/phone_rot270_singleperson.mp4', [540, 960, 60, 100], { ...person, ...from(500) }),
  clip('derived/phone_rot90_singleperson.mov', [540, 960, 60, 100], { ...person, ...from(500) }),
  clip('derived/pose1_10bit.mp4', [384, 384, 30, 120], { ...person, ...from(1000) }),
  clip('derived/pose1_editlist.mp4', [576, 576, 30, 75], { ...person, engine: 'nobody' }),
  clip('derived/pose1_fragmented.mp4', [576, 576, 30, 120], { ...person, engine: 'nobody' }),
  clip('derived/pose1_hevc.mp4', [384, 384, 30, 120], { ...person, ...from(1000) }),
  clip('derived/pose1_mpeg4.avi', [384, 384, 30, 120], { ...person, ...from(1000) }),
  clip('derived/pose1_silent_audio.mp4', [576, 576, 30, 120], { ...dancer, ...from(1000) }),
  clip('derived/pose2sim_single_cam01_540.mp4', [540, 960, 60, 100], { ...person, ...from(500) }),
  clip('derived/sports2d_vfr.mp4', [884, 498, 21.0917, 162], from(2000)),
  clip('derived/squats_odd_yuv444.mp4', [360, 640, 5, 20], person),
  clip('derived/squats_sar2.mp4', [720, 1280, 5, 20], person),
  clip('derived/tfjs_dance_panel.mp4', [400, 244, 10, 42], { person: 0.8 }),
];
