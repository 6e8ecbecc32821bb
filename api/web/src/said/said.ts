/** What is said, in bokmål, nynorsk and English. */
export type Said = readonly [nb: string, nn: string, en: string];
