/** Who uses Layad. `integration` is a program with an API key. */
export const roles = ['operator', 'supervisor', 'team', 'manager', 'doctor', 'admin', 'integration'] as const;
export type Role = (typeof roles)[number];

/** What may be done. Each route and socket room names exactly one. */
export const permissions = [
  'contact.read',
  'contact.write',
  'incident.read',
  'incident.write',
  'incident.reopen',
  'patient.read',
  'patient.write',
  'dispatch.recommend',
  'dispatch.assign',
  'assignment.progress',
  'response_plan.read',
  'response_plan.write',
  'team.read',
  'team.write',
  'team.duty',
  'team.position',
  'team.track',
  'facility.read',
  'facility.write',
  'facility.beds',
  'center.read',
  'center.write',
  'user.read',
  'user.write',
  'api_key.write',
  'audit.read',
  'report.read',
  'realtime.follow',
] as const;
export type Permission = (typeof permissions)[number];

const dispatching = [
  'contact.read',
  'contact.write',
  'incident.read',
  'incident.write',
  'patient.read',
  'patient.write',
  'dispatch.recommend',
  'dispatch.assign',
  'assignment.progress',
  'response_plan.read',
  'team.read',
  'team.duty',
  'facility.read',
  'facility.beds',
  'center.read',
  'realtime.follow',
] as const satisfies readonly Permission[];

/**
 * Least privilege by role. A `team` sees and changes only its own assignments and the incidents they belong to
 * (narrowed again in each query); a `manager` reads figures and the board without callers, numbers or patients.
 */
export const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  operator: dispatching,
  supervisor: [
    ...dispatching,
    'incident.reopen',
    'report.read',
    'audit.read',
    'user.read',
    'team.write',
    'team.track',
  ],
  team: [
    'incident.read',
    'patient.read',
    'patient.write',
    'assignment.progress',
    'team.read',
    'team.duty',
    'team.position',
    'facility.read',
    'center.read',
    'realtime.follow',
  ],
  manager: ['incident.read', 'team.read', 'facility.read', 'center.read', 'report.read', 'realtime.follow'],
  doctor: [
    'incident.read',
    'patient.read',
    'team.read',
    'facility.read',
    'facility.beds',
    'center.read',
    'response_plan.read',
    'realtime.follow',
  ],
  admin: [
    'response_plan.read',
    'response_plan.write',
    'team.read',
    'team.write',
    'team.duty',
    'team.track',
    'facility.read',
    'facility.write',
    'facility.beds',
    'center.read',
    'center.write',
    'user.read',
    'user.write',
    'api_key.write',
    'audit.read',
    'report.read',
    'incident.read',
    'realtime.follow',
  ],
  integration: [
    'contact.read',
    'contact.write',
    'incident.read',
    'incident.write',
    'team.read',
    'team.position',
    'facility.read',
    'facility.beds',
    'center.read',
    'realtime.follow',
  ],
};

export const roleMay = (role: Role, permission: Permission): boolean =>
  permissionsByRole[role].includes(permission);
