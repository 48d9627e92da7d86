export const NOTIFICATIONS = Symbol('Notifications');
export interface Notifications {
  listen(
    channel: string,
    handler: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<() => Promise<void>>;
}
