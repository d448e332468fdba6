/** The picture that the player shows: the annotated video, the original, or the skeleton only. */
export type Picture = 'annotated' | 'original' | 'skeleton';
