/** A state machine as data: for each state, the states that may follow it. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** A checked state machine that answers which step may follow which. */
export class StateMachine<S extends string> {
  /**
   * @throws Error when a state cannot be reached from `initial`, or a transition names an unknown state:
   * a mistake in the table, found when the process starts instead of in the middle of a call.
   */
  constructor(
    readonly initial: S,
    private readonly transitions: Transitions<S>,
  ) {
    const states = Object.keys(transitions) as S[];
    const reached = new Set<S>([initial]);
    for (const state of reached) {
      for (const next of transitions[state] ?? []) {
        if (!(next in transitions)) throw new Error(`state ${state} leads to unknown state ${next}`);
        reached.add(next);
      }
    }
    const unreachable = states.filter((state) => !reached.has(state));
    if (unreachable.length > 0) throw new Error(`unreachable states: ${unreachable.join(', ')}`);
  }

  get states(): S[] {
    return Object.keys(this.transitions) as S[];
  }

  /** The states that may follow `from`. */
  next(from: S): readonly S[] {
    return this.transitions[from];
  }

  allows(from: S, to: S): boolean {
    return this.transitions[from].includes(to);
  }

  /** Whether nothing follows this state. */
  isFinal(state: S): boolean {
    return this.transitions[state].length === 0;
  }
}
