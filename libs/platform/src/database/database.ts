import type { DataSource } from 'typeorm';
import type { Notifications } from './notifications.js';

export const DATABASE = Symbol('Database');

/** An open database with its schema up to date, on a server or embedded. */
export interface Database {
  readonly kind: 'server' | 'embedded';
  readonly dataSource: DataSource;
  readonly notifications: Notifications;
  close(): Promise<void>;
}
