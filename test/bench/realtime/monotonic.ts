/** Milliseconds of a clock that all processes of the machine share and that never jumps. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
