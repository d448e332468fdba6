/** What of the clip is shown: with the skeleton drawn on it, as it was filmed, or the skeleton alone. */
export type Picture = 'annotated' | 'original' | 'skeleton';
