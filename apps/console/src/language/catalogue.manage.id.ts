/** Supervising and setting up a center, in Indonesian. */
export const manageIndonesian = {} as const;
