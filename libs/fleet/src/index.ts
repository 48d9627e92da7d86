export * from './fleet.module.js';
export * from './team/team.js';
export { Teams, type TeamListQuery } from './team/teams.js';
export { TeamDuty, type DutyChange } from './duty/team-duty.js';
export type { OffDutyGuard } from './duty/off-duty-guards.js';
export type { Fix, TeamFix } from './position/fix.js';
export type { IgnoredReason } from './position/ignored-reasons.js';
export { PositionFeed, type PositionListener } from './position/position-feed.js';
export { Positions, type PositionReceipt } from './position/positions.js';
