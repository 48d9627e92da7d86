import type { ProblemCode } from '#lib/contract';

/** A field that breaks a rule. `rule` names the text in the message catalogues. */
export interface RefusedField {
  field: string;
  rule: string;
  parameters?: Record<string, unknown>;
}

/** An expected no: a stable code and what the caller needs to decide what to do next. */
export interface Refusal {
  code: ProblemCode;
  fields?: RefusedField[];
  /** The present state of what the caller tried to change. */
  current?: unknown;
  allowed?: readonly string[];
  parameters?: Record<string, string | number>;
  retryAfterSeconds?: number;
}

/** The HTTP status of each code (RFC 9110). */
export const statusByCode: Readonly<Record<ProblemCode, number>> = {
  validation_failed: 400,
  malformed_request: 400,
  body_too_large: 413,
  unsupported_media_type: 415,
  not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 422,
  idempotency_key_in_use: 409,
  if_match_required: 428,
  version_mismatch: 412,
  place_outside_service_area: 422,
  rate_limited: 429,
  too_many_connections: 429,
  connection_too_slow: 503,
  unauthenticated: 401,
  session_expired: 401,
  session_revoked: 401,
  credentials_invalid: 401,
  account_locked: 429,
  forbidden: 403,
  username_taken: 409,
  last_administrator: 409,
  areas_in_use: 409,
  password_too_weak: 422,
  password_change_required: 403,
  contact_already_answered: 409,
  contact_already_ended: 409,
  contact_not_answered: 409,
  contact_already_linked: 409,
  contact_not_linked: 409,
  contact_not_waiting: 409,
  incident_closed: 409,
  incident_not_closed: 409,
  incident_under_way: 409,
  duplicate_of_itself: 422,
  team_already_assigned: 409,
  team_off_duty: 409,
  team_not_suitable: 409,
  no_team_available: 409,
  plan_met: 409,
  transition_not_allowed: 409,
  reason_required: 422,
  team_has_assignment: 409,
  time_in_future: 422,
  time_too_long_ago: 422,
  call_sign_taken: 409,
  code_taken: 409,
  crew_required: 422,
  beds_exceed_total: 422,
  invalid_geometry: 422,
  extension_taken: 409,
  extension_missing: 409,
  exchange_missing: 409,
  exchange_not_connected: 503,
  contact_not_on_exchange: 409,
  contact_without_number: 409,
  call_back_owned: 409,
  number_already_lowered: 409,
  protocol_invalid: 422,
  protocol_known: 409,
  card_signed: 409,
  card_not_signed: 409,
  triage_finished: 409,
  triage_attached_elsewhere: 409,
  case_review_own_call: 403,
  case_review_taken: 409,
  case_review_not_taken: 409,
  case_review_finished: 409,
  case_review_incomplete: 422,
  temporarily_unavailable: 503,
  shutting_down: 503,
  internal_error: 500,
};

/** A refusal on its way out of a place that cannot return one: a guard, a pipe, a parser. */
export class RefusalException extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}
