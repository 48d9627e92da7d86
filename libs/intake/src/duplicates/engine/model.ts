/**
 * The figures of the model. Those named "assumption" have no published source; they were chosen on one half of the
 * days of the recorded San Francisco calls and held against the other half (`docs/decisions/0015`).
 */
export const model = {
  place: {
    /** An accuracy is the radius of 68 % (ETSI TS 103 625, AML); of a round normal error that is 1.51 deviations. */
    deviationsInAccuracy: 1.51,
    /** Accuracy of a point that nobody gave one for: a street corner or a landmark put on the map. Assumption. */
    unstatedAccuracyMetres: 120,
    /** Callers stand around what they see, and a phone tells where the caller is. Assumption. */
    callerOffsetMetres: 30,
    /** The next corner, the wrong side of a bridge: this share of points is this much worse. Assumption. */
    strayShare: 0.05,
    strayMetres: 300,
  },
  time: {
    /**
     * Some repeat calls come at once (exponential), most while it can still be seen (half of a normal distribution), a
     * few whenever (exponential). The first two fitted by maximum likelihood to the repeat calls of the days fitted on.
     */
    soonMeanSeconds: 85,
    lateShare: 0.72,
    lateDeviationSeconds: 450,
    stragglerShare: 0.01,
    stragglerMeanSeconds: 3_600,
  },
  callers: {
    /**
     * Repeat calls an incident will have: gamma distributed, mean shape / rate, wide because most emergencies have
     * one caller and a crash on the toll road has two hundred. Assumption.
     */
    shape: 0.5,
    rate: 1.5,
  },
  background: {
    /** Unrelated emergencies per square kilometre and day where nothing is known: Bandung's order. Assumption. */
    incidentsPerSquareKilometreDay: 4,
    /** How much that counts: as much as this many incidents counted in the surroundings. */
    priorIncidents: 1,
    /** Area that stands for the whole city when the place is not known yet, square kilometres. */
    citySquareKilometres: 100,
  },
  number: {
    /** Who called about an event calls again, against a number of an event calling about another. Assumption. */
    sameNumberRatio: 300,
  },
  /** A repeat call about an incident that was closed already, against one still open. Assumption. */
  closedRatio: 0.3,
  words: {
    /** Each meaningful word in common, and how many count at most. Assumption: the recorded calls have no words. */
    sharedWordRatio: 2,
    countedWords: 3,
  },
} as const;
