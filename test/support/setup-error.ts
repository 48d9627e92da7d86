/** What the machine must offer is not there. The message is one line that says what to do. */
export class SetupError extends Error {}
