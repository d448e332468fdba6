import type { ArtifactName } from '@dance-pose/contracts';

/** The measurements on the page of a clip: numbers by topic, charts, the 3D view, and files. */
export const reportTexts = {
  notMeasured: 'Not measured',
  notMeasurable: (reason: string) => `Not measurable. ${reason}`,
  none: 'None',
  approximate: 'approximate',
  unknownError: '± ?',
  charts: {
    angles: (joint: string) => `Angle of the ${joint}s in the picture`,
    energy: 'Energy of the movement',
    left: 'Left',
    right: 'Right',
    energyLine: 'Energy',
    hint: 'Click in a chart to jump to that moment. S is the length of the dancer’s trunk. A line has a gap where the joint was not visible.',
  },
  space: {
    skeleton: '3D skeleton',
    viewpoint: 'Viewpoint',
    viewpoints: { front: 'Front', side: 'Side', above: 'Above' },
    hint: 'Drag to rotate, scroll or pinch to zoom. Depth is estimated from one camera: shapes are more reliable than distances.',
  },
  files: {
    'annotated.mp4': 'Video with the skeleton',
    'annotated.png': 'Photo with the skeleton',
    'preview.mp4': 'Video without the skeleton',
    'poster.jpg': 'Poster image',
    'thumbnails.jpg': 'Thumbnails',
    'landmarks.json': 'Landmarks',
    'track.bin': 'Smoothed track (binary)',
    'report.json': 'Report (JSON)',
    'report.html': 'Report to read and print',
    'timeseries.csv': 'Measurements per frame (CSV)',
    'onsets.json': 'Onsets of the music',
    'openpose.zip': 'OpenPose keypoints',
    'markers.trc': 'OpenSim markers',
    'angles.mot': 'OpenSim angles',
    'coco.json': 'COCO keypoints',
  } satisfies Readonly<Record<ArtifactName, string>>,
} as const;
