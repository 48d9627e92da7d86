/** Stable codes of every refusal and error. Each has a text in every locale in `libs/platform/src/problem/`. */
export const problemCodes = [
  // input
  'validation_failed',
  'malformed_request',
  'body_too_large',
  'unsupported_media_type',
  'not_found',
  'route_not_found',
  'method_not_allowed',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'if_match_required',
  'version_mismatch',
  'place_outside_service_area',
  'rate_limited',
  'too_many_connections',
  'connection_too_slow',
  // identity
  'unauthenticated',
  'session_expired',
  'session_revoked',
  'credentials_invalid',
  'account_locked',
  'forbidden',
  'username_taken',
  'last_administrator',
  'areas_in_use',
  'password_too_weak',
  'password_change_required',
  // contacts and incidents
  'contact_already_answered',
  'contact_already_ended',
  'contact_not_answered',
  'contact_already_linked',
  'contact_not_linked',
  'contact_not_waiting',
  'incident_closed',
  'incident_not_closed',
  'incident_under_way',
  'duplicate_of_itself',
  // dispatch
  'team_already_assigned',
  'team_off_duty',
  'team_not_suitable',
  'no_team_available',
  'plan_met',
  'transition_not_allowed',
  'reason_required',
  'team_has_assignment',
  'time_in_future',
  'time_too_long_ago',
  // center, facilities, fleet
  'call_sign_taken',
  'code_taken',
  'crew_required',
  'beds_exceed_total',
  'invalid_geometry',
  // telephony and numbers
  'extension_taken',
  'extension_missing',
  'exchange_missing',
  'exchange_not_connected',
  'contact_not_on_exchange',
  'contact_without_number',
  'call_back_owned',
  'number_already_lowered',
  // triage
  'protocol_invalid',
  'protocol_known',
  'card_signed',
  'card_not_signed',
  'triage_finished',
  'triage_attached_elsewhere',
  // case review
  'case_review_own_call',
  'case_review_taken',
  'case_review_not_taken',
  'case_review_finished',
  'case_review_incomplete',
  // the service itself
  'temporarily_unavailable',
  'shutting_down',
  'internal_error',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One field that is wrong: its path in the body (or `query.limit`, `header.if-match`) and what is wrong with it. */
export interface ProblemField {
  field: string;
  rule: string;
  message: string;
}

/** An RFC 9457 problem document. */
export interface Problem {
  /** A URI that names the kind of problem: `urn:layad:problem:<code>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  /** The request this answers, to be quoted to whoever runs the system. */
  requestId?: string;
  fields?: ProblemField[];
  /** The present state of what the caller tried to change, for 409 and 412. */
  current?: unknown;
  /** For `transition_not_allowed`: the states that may follow. */
  allowed?: string[];
}
