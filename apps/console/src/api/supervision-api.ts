import type { LoweringReason } from '#lib/contract';
import { ifMatch } from './api.js';
import type { Client } from './generated/client/index.js';
import * as sdk from './generated/sdk.gen.js';
import type {
  ApprovalView,
  CaseReviewChanges,
  CaseReviewListData,
  CaseReviewPage,
  CaseReviewReadData,
  CaseReviewResultsView,
  CaseReviewSummary,
  CaseReviewView,
  ContactView,
  DifferenceList,
  FaultList,
  LoweringPage,
  LoweringProposalList,
  LoweringView,
  NumberHistory,
  NumberHistoryRequest,
  ProtocolVersionList,
  ProtocolVersionSummary,
  ProtocolVersionView,
  UserPage,
} from './generated/types.gen.js';
import { outcomeOf } from './http.js';
import type { Outcome } from './outcome.js';

/** A protocol as a file holds it: not yet known to be one. */
export type ProtocolFile = Record<string, unknown>;

export type ReviewFilter = Pick<
  NonNullable<CaseReviewListData['query']>,
  'state' | 'reason' | 'operatorId' | 'card'
>;
export type ResultsFilter = NonNullable<CaseReviewReadData['query']>;

export interface NewLowering {
  readonly contactId: string;
  readonly reason: LoweringReason;
  readonly until: string;
  readonly note: string | null;
}

/** The API of those who answer for how calls are taken: the protocol, case reviews, numbers, calls back. */
export class SupervisionApi {
  constructor(private readonly client: Client) {}

  // The protocol.
  versions = (): Promise<Outcome<ProtocolVersionList>> =>
    outcomeOf(sdk.protocolList({ client: this.client }));
  version = (id: string): Promise<Outcome<ProtocolVersionView>> =>
    outcomeOf(sdk.protocolGet({ client: this.client, path: { id } }));
  /** What differs in `id` since `since`. */
  differences = (id: string, since: string): Promise<Outcome<DifferenceList>> =>
    outcomeOf(sdk.protocolCompare({ client: this.client, path: { id }, query: { with: since } }));
  checkProtocol = (document: ProtocolFile): Promise<Outcome<FaultList>> =>
    outcomeOf(sdk.protocolCheck({ client: this.client, body: { document } }));
  addVersion = (document: ProtocolFile, note: string | null): Promise<Outcome<ProtocolVersionSummary>> =>
    outcomeOf(sdk.protocolImport({ client: this.client, body: { document, note } }));
  addBuiltIn = (): Promise<Outcome<ProtocolVersionSummary>> =>
    outcomeOf(sdk.protocolTakeBuiltIn({ client: this.client, body: {} }));
  activate = (id: string): Promise<Outcome<ProtocolVersionSummary>> =>
    outcomeOf(sdk.protocolActivate({ client: this.client, path: { id } }));
  signCard = (id: string, card: string, note: string | null): Promise<Outcome<ApprovalView>> =>
    outcomeOf(sdk.protocolSign({ client: this.client, path: { id, card }, body: { note } }));
  withdrawSignOff = (id: string, card: string, reason: string): Promise<Outcome<unknown>> =>
    outcomeOf(sdk.protocolWithdraw({ client: this.client, path: { id, card }, body: { reason } }));

  // Case reviews.
  reviews = (filter: ReviewFilter, cursor?: string): Promise<Outcome<CaseReviewPage>> =>
    outcomeOf(sdk.caseReviewList({ client: this.client, query: { ...filter, ...from(cursor) } }));
  ownReviews = (cursor?: string): Promise<Outcome<CaseReviewPage>> =>
    outcomeOf(sdk.caseReviewOwn({ client: this.client, query: from(cursor) }));
  review = (id: string): Promise<Outcome<CaseReviewView>> =>
    outcomeOf(sdk.caseReviewGet({ client: this.client, path: { id } }));
  ownReview = (id: string): Promise<Outcome<CaseReviewView>> =>
    outcomeOf(sdk.caseReviewGetOwn({ client: this.client, path: { id } }));
  takeReview = (id: string): Promise<Outcome<CaseReviewSummary>> =>
    outcomeOf(sdk.caseReviewTake({ client: this.client, path: { id } }));
  releaseReview = (id: string, version: number): Promise<Outcome<CaseReviewSummary>> =>
    outcomeOf(sdk.caseReviewRelease({ client: this.client, path: { id }, ...ifMatch(version) }));
  /** Refused with the present review when it was changed since `version`. */
  judge = (id: string, body: CaseReviewChanges, version: number): Promise<Outcome<CaseReviewSummary>> =>
    outcomeOf(sdk.caseReviewJudge({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  finishReview = (id: string, version: number): Promise<Outcome<CaseReviewSummary>> =>
    outcomeOf(sdk.caseReviewFinish({ client: this.client, path: { id }, ...ifMatch(version) }));
  results = (query: ResultsFilter): Promise<Outcome<CaseReviewResultsView>> =>
    outcomeOf(sdk.caseReviewRead({ client: this.client, query }));

  // Numbers.
  history = (body: NumberHistoryRequest): Promise<Outcome<NumberHistory>> =>
    outcomeOf(sdk.numberHistory({ client: this.client, body }));
  lowerings = (query: { live?: boolean }, cursor?: string): Promise<Outcome<LoweringPage>> =>
    outcomeOf(sdk.numberList({ client: this.client, query: { ...query, ...from(cursor) } }));
  proposals = (): Promise<Outcome<LoweringProposalList>> =>
    outcomeOf(sdk.numberProposals({ client: this.client }));
  lower = (body: NewLowering): Promise<Outcome<LoweringView>> =>
    outcomeOf(sdk.numberLower({ client: this.client, body }));
  endLowering = (id: string): Promise<Outcome<LoweringView>> =>
    outcomeOf(sdk.numberEnd({ client: this.client, path: { id } }));

  // Calls back.
  takeCallBack = (id: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.callBackTake({ client: this.client, path: { id } }));
  releaseCallBack = (id: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.callBackRelease({ client: this.client, path: { id } }));
  handCallBackTo = (id: string, userId: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.callBackAssign({ client: this.client, path: { id }, body: { userId } }));
  users = (cursor?: string): Promise<Outcome<UserPage>> =>
    outcomeOf(sdk.userList({ client: this.client, query: from(cursor) }));
}

const from = (cursor: string | undefined): { cursor?: string } => (cursor === undefined ? {} : { cursor });
