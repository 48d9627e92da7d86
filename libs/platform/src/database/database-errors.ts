export function transientError(error: unknown): 'conflict' | 'connection' | undefined {
  void error;
  return undefined;
}
export function uniqueViolation(error: unknown, constraint?: string): boolean {
  void error;
  void constraint;
  return false;
}
