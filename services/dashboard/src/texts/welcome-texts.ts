/** The first five minutes: what one gets, a finished example, how to film. */
export const welcomeTexts = {
  title: 'See what your dancing does.',
  lead: 'Send a clip of one dancer. You get it back with the skeleton and the counts of the music on it, and with the moments that are worth a second look.',
  example: 'Open a finished example',
  exampleName: 'A finished example',
  exampleHint: 'A drawn dancer, eight seconds, analysed as your clip will be.',
  exampleOnly: 'This is an example. Send a clip of your own to try this.',
  heroAlt: 'A dancer in arabesque, with her skeleton and the paths of hand and foot',
  gets: {
    title: 'What you get',
    list: [
      {
        name: 'moments',
        title: 'Moments',
        text: 'Your highest jump, the deepest plié, the beat that you missed: one press, and the video repeats it slowly.',
      },
      {
        name: 'angles',
        title: 'Honest numbers',
        text: 'Knees, turnout, balance, left against right. Every number says how far it can be trusted.',
      },
      {
        name: 'counts',
        title: 'On the music',
        text: 'Tempo and counts are heard in the sound of your clip. You see who was early and who was late: you, or the beat.',
      },
    ],
  },
  film: {
    title: 'How to film',
    lead: 'Five minutes of care while filming are worth more than any option.',
    list: [
      {
        name: 'whole',
        title: 'The whole body, all the time',
        text: 'Head and feet stay in the picture, also in a jump. Leave a hand of space above and below.',
      },
      {
        name: 'still',
        title: 'The camera stands still',
        text: 'Lean it against something at the height of your hips. No zoom, no panning.',
      },
      {
        name: 'light',
        title: 'Light from the front',
        text: 'The window is behind the camera, not behind you. Clothes that differ from the wall.',
      },
      {
        name: 'rate',
        title: '60 frames a second',
        text: 'Choose it in the settings of your camera. Fast feet are blurred at 30.',
      },
      {
        name: 'side',
        title: 'From the side for knees',
        text: 'Knees and hips are measured best from the side, turnout and arms from the front.',
      },
    ],
  },
} as const;
